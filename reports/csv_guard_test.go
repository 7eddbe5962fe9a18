package reports

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// What guarded does in one pass is what this expression says.
func TestGuardedAsExpression(t *testing.T) {
	formula := regexp.MustCompile(`(^|[;|][ "']*)([=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])`)
	letters := []rune(`;;||  "'=+-@` + "\uff1d\uff0b\uff0d\uff20\uff21" + `ab1`)
	random := rand.New(rand.NewPCG(1, 2))
	changed := 0
	for range 20_000 {
		text := make([]rune, random.IntN(12))
		for i := range text {
			text[i] = letters[random.IntN(len(letters))]
		}
		s := string(text)
		want := formula.ReplaceAllString(s, "$1'$2")
		if got := guarded(s); got != want {
			t.Fatalf("guarded(%q) = %q, want %q", s, got, want)
		}
		if want != s {
			changed++
		}
	}
	if changed < 5_000 {
		t.Errorf("only %d texts had anything to guard", changed)
	}
}
