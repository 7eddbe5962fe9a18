package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/plan"
)

// assumption is what the command line takes as done: changes of the report by their numbers, and changes of products.
type assumption struct {
	whatIf  []string
	buys    []string
	by      string
	numbers []int
	assume  plan.Assume
}

const (
	swapHelp = "\"SPE_E3 -> SPE_E5\" to give everyone in scope with the first product the second one instead, with as many " +
		"seats as that needs"
	buyHelp = "assume that you buy this many more seats of a product: `PRODUCT=SEATS` (SPE_F1=50), by part number, name or " +
		"id" + command.Repeated
)

func (a *assumption) flags(cmd *cobra.Command, whatIf, by string) {
	f := cmd.Flags()
	f.StringArrayVar(&a.whatIf, "what-if", nil, whatIf)
	f.StringArrayVar(&a.buys, "buy", nil, buyHelp)
	f.StringVar(&a.by, "by", "", by)
}

// parse refuses what can't be meant. Only an audit has numbered changes. Days are held against now, or --as-of.
func (a *assumption) parse(numbers bool, now time.Time, asOf string) error {
	for _, text := range a.whatIf {
		var err error
		switch {
		case plan.IsSwap(text):
			var s plan.Instead
			s, err = plan.ParseSwap(text)
			a.assume.Swaps = append(a.assume.Swaps, s)
		case numbers:
			err = a.number(text)
		default:
			err = fmt.Errorf("%q has no arrow", text)
		}
		if err != nil {
			return process.WithHint(process.Usagef("--what-if %w", err), a.form(numbers))
		}
	}
	for _, text := range a.buys {
		b, err := plan.ParseBuy(text)
		if err != nil {
			return process.WithHint(process.Usagef("--buy %w", err), "write it like SPE_F1=50")
		}
		a.assume.Buys = append(a.assume.Buys, b)
	}
	if a.by == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, a.by)
	if err != nil {
		return process.WithHint(process.Usagef("--by %q isn't a date", a.by), "write it like 2027-01-31")
	}
	if today, err := time.Parse(time.DateOnly, asOf); err == nil {
		now = today
	}
	if !day.After(now) {
		return process.Usagef("--by %s is not after %s", a.by, now.Format(time.DateOnly))
	}
	a.assume.By = day
	return nil
}

// number reads "1,3".
func (a *assumption) number(text string) error {
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		switch {
		case err != nil:
			return fmt.Errorf("%q isn't the number of a change", part)
		case n < 1:
			return fmt.Errorf("%d: changes are numbered from 1", n)
		}
		a.numbers = append(a.numbers, n)
	}
	return nil
}

func (a *assumption) form(numbers bool) string {
	if numbers {
		return "write the numbers of changes, 1,3, or a product for another, \"SPE_E3 -> SPE_E5\""
	}
	return "write a product for another, \"SPE_E3 -> SPE_E5\""
}

// any reports whether anything is taken as done.
func (a *assumption) any() bool { return len(a.whatIf)+len(a.buys) > 0 || a.by != "" }

// unknownProduct gives an error about a product that was asked for a hint.
func unknownProduct(err error) error {
	product, ok := errors.AsType[*plan.ProductError](err)
	if !ok || product.Known == nil {
		return err
	}
	return process.WithHint(err, process.DidYouMean(product.Text, product.Known,
		"name a product by its part number, name or id, as a report's list of products has it"))
}
