// Lines prints which packages have Go lines over 120 columns, a tab being four, and fails when they are more
// than one in a hundred of the whole.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	columns = 120
	percent = 1.0
)

type count struct{ lines, long int }

func (c count) share() float64 { return 100 * float64(c.long) / float64(max(1, c.lines)) }

func main() {
	packages, all := map[string]count{}, count{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		file, err := os.ReadFile(path)
		c := packages[filepath.Dir(path)]
		for line := range bytes.Lines(file) {
			c.lines++
			if utf8.RuneCount(bytes.TrimSpace(line))+4*indent(line) > columns {
				c.long++
			}
		}
		packages[filepath.Dir(path)] = c
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		c := packages[dir]
		all.lines, all.long = all.lines+c.lines, all.long+c.long
		if c.long > 0 {
			fmt.Printf("%-24s %6d of %6d lines  %5.2f %%\n", dir, c.long, c.lines, c.share())
		}
	}
	fmt.Printf("%-24s %6d of %6d lines  %5.2f %%\n", "all", all.long, all.lines, all.share())
	if all.share() > percent {
		log.Fatalf("over %g %% of lines have more than %d columns", percent, columns)
	}
}

// indent is the number of tabs before a line, which is where gofmt has them.
func indent(line []byte) int { return len(line) - len(bytes.TrimLeft(line, "\t")) }
