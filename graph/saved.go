package graph

import (
	"prepaudit/graph/login"
	"prepaudit/graph/saved"
)

// FromDir makes a Client that reads Graph's saved answers in a folder, through the same readers and
// without any network. Each file is looked through once here; one that is broken or holds no
// answer is an error at once.
func FromDir(dir string) (*Client, error) {
	folder, err := saved.Open(dir, saved.Parse(savedAnswers()))
	if err != nil {
		return nil, err
	}
	c, err := newClient(Config{GraphURL: login.Clouds()[0].GraphURL, Transport: folder}, true)
	if err != nil {
		return nil, err
	}
	c.saved = folder
	return c, nil
}
