package rules

import "testing"

func TestMDM07(t *testing.T) {
	try(t, mamOverlap, examples{
		{Name: "nobody", Change: mam("none"), Want: Pass},
		{Name: "everybody", Change: mam("all"), Want: Pass, Detail: "doesn't apply to joining"},
		{Name: "a selection", Change: mam("selected"), Want: Pass, Detail: "doesn't apply to joining"},
		{Name: "no entry at all", Want: Pass},
		{Name: "a word that this program does not know", Change: mam("some"), Want: NotEvaluated, Detail: "some"},
	})
}
