package terminal

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/answer"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// block is a part of the answer about one person that is shown whole or not at all.
type block struct {
	worth worth
	text  []byte
}

// worth says what goes first where a screen has no room for all: the last of these.
type worth int

const (
	toAct     worth = iota // stays
	ofOthers               // what other teams fix
	happened               // the last failure, and what was not checked and decides
	known                  // what is known of the person
	missing                // what a PC will lack
	alsoKnown              // and seldom of use
)

// mostDevices are shown without details, and two more where one of them is to be deleted.
const mostDevices = 3

// personScreen is the answer about one person in blocks, in their order.
type personScreen struct{ blocks []block }

// add lays out a block.
func (p *personScreen) add(t *screen, w worth, write func(*screen)) {
	one := *t
	one.out = bytes.Buffer{}
	if write(&one); one.out.Len() > 0 {
		p.blocks = append(p.blocks, block{w, one.out.Bytes()})
	}
}

// fit leaves out what has no room on one screen, and says so.
func (p *personScreen) fit() {
	lines := func() (n int) {
		for _, b := range p.blocks {
			n += bytes.Count(b.text, []byte("\n"))
		}
		return n
	}
	left := 0
	for room := screenLines; lines() > room; left++ {
		room = screenLines - 1 // the line that says so
		least := 0
		for i, b := range p.blocks {
			if b.worth >= p.blocks[least].worth {
				least = i
			}
		}
		if p.blocks[least].worth == toAct {
			break
		}
		p.blocks = slices.Delete(p.blocks, least, least+1)
	}
	if left > 0 {
		p.blocks = append(p.blocks, block{text: []byte("… and " + english.Number(left) + " more: --details\n")})
	}
}

// others are causes that are not this person's to fix, a line each, or as many as a title takes.
func (p *personScreen) others(t *screen, w worth, heading string, all []rules.Cause) {
	for i, c := range all {
		p.add(t, w, func(t *screen) {
			if i == 0 {
				t.heading(heading)
			}
			text := c.Who + ": " + plain.Shown(c.Title)
			if t.details {
				text += ". " + plain.Clip(c.Fix, 2*plain.Longest)
			}
			t.bullet(text)
		})
	}
}

// facts tells each in two lines at most, where no details are asked for.
func (p *personScreen) facts(t *screen, a *record.Answer) {
	for _, f := range a.Facts {
		if f.Name == answer.Account && a.User.Enabled == tenant.Yes && !t.details {
			continue // an id and a department, which nobody needs to see
		}
		p.add(t, known, func(t *screen) {
			if !t.details {
				t.fact(f.Name, strings.Join(f.Lines, "; "))
				return
			}
			for i, l := range f.Lines {
				t.labeled([]string{f.Name, ""}[min(i, 1)], l)
			}
		})
	}
}

// ownDevices are those of the person. Where one is to be deleted, that is something to act upon.
func (p *personScreen) ownDevices(t *screen, a *record.Answer) {
	label, most := "Devices", mostDevices
	if a.LimitReached {
		most += 2
	}
	for i := range a.Devices {
		worth := alsoKnown
		if a.LimitReached && i == 0 {
			worth = happened
		}
		p.add(t, worth, func(t *screen) {
			if a.LimitReached && i == 0 {
				t.labeled(label, "oldest first; delete one that nobody uses to stay below the limit")
				label = ""
			}
			if i == most && !t.details && len(a.Devices) > most+1 {
				t.labeled(label, fmt.Sprintf("and %s more: --details", english.Number(len(a.Devices)-i)))
				return
			}
			t.labeled(label, DeviceWords(&a.Devices[i]))
		})
		if label = ""; i == most && !t.details && len(a.Devices) > most+1 {
			return
		}
	}
}
