package graph

import (
	"fmt"
	"path/filepath"
	"strings"
)

// oneChain checks that the files of a collection, in their order, are the pages of one reading: each
// but the last names a next one. Two readings side by side look like one otherwise.
func oneChain(files []*savedFile) error {
	var ends []string
	stray := false
	for i, f := range files {
		if f.collection && !f.nextLink {
			ends = append(ends, f.name)
			stray = stray || i < len(files)-1
		}
	}
	if !stray {
		return nil
	}
	e := &SavedError{File: filepath.Dir(files[0].path),
		Problem: fmt.Sprintf("%s is a last page, without @odata.nextLink, but %s sorts behind it", ends[0], files[len(files)-1].name),
		hint:    "keep the pages of one reading in a folder and nothing else, each but the last with its @odata.nextLink, named so that they sort in their order"}
	if len(ends) > 1 {
		e.Problem = fmt.Sprintf("%s are %d last pages, without @odata.nextLink, where there is one", strings.Join(ends, ", "), len(ends))
	}
	return e
}

// counted is the number of users by @odata.count; -1 where no file has it.
func (s *saved) counted() int {
	n := -1
	for _, f := range s.files["users"] {
		n = max(n, f.count)
	}
	return n
}

// accounts holds the users that were read, and those that came again, against what was saved.
func (s *saved) accounts(users, doubles int) error {
	e := &IncompleteError{hint: "a page is missing, or is of another reading: save all pages again in one go, into an empty folder"}
	switch n := s.counted(); {
	case doubles > 0:
		e.Problem = fmt.Sprintf("the saved answers hold users twice (%d of them)", doubles)
	case n >= 0 && n != users:
		e.Problem = fmt.Sprintf("the saved answers hold %d users, but their @odata.count says %d", users, n)
	default:
		return nil
	}
	return e
}
