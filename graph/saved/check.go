package saved

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"prepaudit/rules/english"
)

// oneChain checks that the files of a collection, in their order, are the pages of one reading: each
// but the last names a next one. Two readings side by side look like one otherwise.
func oneChain(files []*file) error {
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
	problem := fmt.Sprintf("%s is a last page, without @odata.nextLink, but %s sorts after it",
		ends[0], files[len(files)-1].name)
	if len(ends) > 1 {
		problem = fmt.Sprintf("%s are %d last pages, without @odata.nextLink, where there is one",
			strings.Join(ends, ", "), len(ends))
	}
	return broken(filepath.Dir(files[0].path), problem, saveOnce)
}

// counted is the number of users by @odata.count; -1 where no file has it.
func (s *Folder) counted() int {
	n := -1
	for _, f := range s.files["users"] {
		n = max(n, f.count)
	}
	return n
}

// Check holds the users that were read, and those that came again, against what was saved.
func (s *Folder) Check(users, doubles int) error {
	problem := ""
	switch n := s.counted(); {
	case doubles > 0:
		problem = fmt.Sprintf("the saved answers have users twice (%s of them)", english.Number(doubles))
	case n >= 0 && n != users:
		problem = fmt.Sprintf("the saved answers have %s, but their @odata.count says %s",
			english.Count(users, "user"), english.Number(n))
	case n < 0 && s.numberMissing() != "":
		problem = fmt.Sprintf("the numbers of the saved pages of users skip %s", s.numberMissing())
	default:
		return nil
	}
	return &Error{problem, saveInOneGo}
}

// numberMissing is the first number that the names of the users' pages leave out, counting from 1 (or
// 0) as people do; "" where nothing is missing, or the names do not end in numbers. Without a count
// nothing else tells of a page lost in the middle.
func (s *Folder) numberMissing() string {
	next := -1
	for i, f := range s.files["users"] {
		name := strings.TrimSuffix(strings.ToLower(f.name), ".json")
		digits := name[len(strings.TrimRight(name, "0123456789")):]
		n, err := strconv.Atoi(digits)
		switch {
		case err != nil && i == 0:
			n = 1 // users.json before users2.json
		case err != nil:
			return ""
		case i == 0 && n > 1 && len(s.files["users"]) > 1, i > 0 && n != next:
			return strconv.Itoa(max(next, 1))
		}
		next = n + 1
	}
	return ""
}
