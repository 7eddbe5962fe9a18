package odata

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"time"
)

// wait waits as long as the failure err asks for before the next try, or says why there is none.
func (k *Call) wait(err error) error {
	if cause := ended(k.ctx); cause != nil {
		return cause
	}
	k.tries++
	d := backoff(k.tries)
	answer, answered := errors.AsType[*Error](err)
	switch {
	case answered && answer.Status == http.StatusUnauthorized && !k.refused && !answer.AppOnlyRefused() && !answer.Forbidden():
		k.refused = true
		return k.renew(answer)
	case answered && !retryable(answer.Status), !answered && final(err):
		return k.name(err)
	case answered && answer.hasRetry:
		// An answer that says "at once" and says so again must not be asked in a tight loop.
		d = max(answer.retryAfter, min(d, time.Second))
	}
	if _, stalled := errors.AsType[stallError](err); stalled {
		k.stalls++
	}
	throttled := answered && (answer.Status == http.StatusTooManyRequests || answer.hasRetry)
	if !throttled && k.tries >= k.c.tries() || k.stalls == maxStalls {
		return k.giveUp(err, answered)
	}
	if k.waited+d > k.limit {
		return &PatienceError{Waited: k.waited, Asked: d, Limit: k.limit, Err: err}
	}
	k.waited += d
	k.c.retries.Add(1)
	k.c.cfg.Log.Debug("retry", "method", k.req.Method, "path", k.req.URL.Path, "after", d, "because", err)
	if throttled {
		k.c.gate.pause(d)
		return k.c.gate.wait(k.ctx)
	}
	return sleep(k.ctx, d)
}

// maxStalls is how often a request may stall. A server that lets it wait twice in a row does so a third time, and a
// nightly job has other things to read.
const maxStalls = 2

// renew asks for a token in place of the one that was refused.
func (k *Call) renew(answer *Error) error {
	if k.token == "" {
		return answer
	}
	token, err := k.c.token(k.ctx, Refused{Token: k.token, Claims: answer.claims})
	if err != nil {
		return err
	}
	if token == k.token {
		answer.static = true
		return answer
	}
	k.c.retries.Add(1)
	return nil
}

func (k *Call) giveUp(err error, answered bool) error {
	if answered {
		return err
	}
	return &NetworkError{Method: k.req.Method, Path: k.req.URL.Path, Tries: k.tries, Err: err,
		hint: "check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the address"}
}

// tries is how often a request is sent in a row. A host that never answered is soon given up:
// most likely its address is wrong.
func (c *Client) tries() int {
	if c.answered.Load() {
		return 8
	}
	return 4
}

func backoff(try int) time.Duration {
	d := min(500*time.Millisecond<<min(try-1, 10), 30*time.Second)
	return d/2 + rand.N(d/2)
}

func retryable(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// final reports an error that another try would only repeat.
func final(err error) bool {
	_, network := errors.AsType[*transportError](err)
	return !network
}
