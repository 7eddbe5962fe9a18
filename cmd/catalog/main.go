// Command catalog writes the embedded product table (rules/license/catalog.txt) from the CSV that Microsoft offers on
// https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference. `make catalog` runs it. It knows
// nothing of what a product counts for: that is in rows.txt, and tests say which products of the new table it lacks.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("catalog: ")
	date := flag.String("date", "", "the day of the CSV, as 2006-01-02")
	via := flag.String("via", "", "who carried the CSV, where it is not Microsoft's own")
	flag.Parse()
	if _, err := time.Parse(time.DateOnly, *date); err != nil || flag.NArg() != 1 {
		log.Fatal("usage: catalog -date 2006-01-02 [-via WHERE] FILE.csv")
	}
	f, err := os.Open(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	t, err := read(f)
	if err != nil {
		log.Fatalf("%s: %v", flag.Arg(0), err)
	}
	var b bytes.Buffer
	t.write(&b, *date, *via)
	if err := os.WriteFile("rules/license/catalog.txt", b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d products, %d service plans\n", len(t.products), len(t.plans))
}
