package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"

	"prepaudit/graph/login"
)

// visit is the browser of the stories, xdg-open ADDRESS: it opens the page of the simulated sign-in, whose form sends
// itself back to the program that asked. A story says BROWSER=broken for one that doesn't start, and finds what was
// visited in the file VISITED.
func visit() {
	if os.Getenv("BROWSER") == "broken" {
		os.Exit(3)
	}
	if err := submit(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var (
	formAction = regexp.MustCompile(`action="([^"]*)"`)
	formField  = regexp.MustCompile(`name="([^"]*)" value="([^"]*)"`)
)

func submit(address string) error {
	if note := os.Getenv("VISITED"); note != "" {
		plain, err := url.QueryUnescape(address)
		if err != nil {
			return err
		}
		if err := os.WriteFile(note, []byte(plain+"\n"), 0o600); err != nil {
			return err
		}
	}
	transport, err := login.NewTransport(os.Getenv("PREPAUDIT_CA_FILE"))
	if err != nil {
		return err
	}
	client := &http.Client{Transport: transport}
	answer, err := client.Get(address)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	to := formAction.FindSubmatch(page)
	if to == nil {
		return fmt.Errorf("no form: %s", page)
	}
	form := url.Values{}
	for _, field := range formField.FindAllSubmatch(page, -1) {
		form.Set(string(field[1]), html.UnescapeString(string(field[2])))
	}
	answer, err = client.PostForm(html.UnescapeString(string(to[1])), form)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
