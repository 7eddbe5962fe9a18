package graphtest

import (
	"maps"
	"sync"
)

// Call is a kind of request that a Server has answered.
type Call struct {
	Method string
	Path   string // the pattern, such as /groups/{}/members; "" for a path that does not exist
	Status int
}

// Stats says what a Server has answered so far. The items of a batch are counted beside the batch.
type Stats struct {
	Calls map[Call]int
	Bytes int64 // of bodies, as sent
}

// Requests sums the requests by path, whatever their status.
func (s Stats) Requests(path string) int {
	n := 0
	for c, k := range s.Calls {
		if c.Path == path {
			n += k
		}
	}
	return n
}

type stats struct {
	mu    sync.Mutex
	calls map[Call]int
	bytes int64
}

func (s *stats) count(method string, req *request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.calls == nil {
		s.calls = map[Call]int{}
	}
	s.calls[Call{method, req.pattern, status}]++
}

func (s *stats) sent(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += int64(n)
}

// Stats gives a copy of the counts so far.
func (s *Server) Stats() Stats {
	s.stats.mu.Lock()
	defer s.stats.mu.Unlock()
	return Stats{maps.Clone(s.stats.calls), s.stats.bytes}
}
