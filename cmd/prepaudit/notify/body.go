package notify

import (
	"encoding/json"
	"strings"

	"prepaudit/reports/record"
)

// Kinds are who understands a message.
func Kinds() []string { return []string{"teams", "slack", "json"} }

func bodyOf(kind string, n *record.Notice) ([]byte, error) {
	switch kind {
	case "teams":
		return json.Marshal(card(n))
	case "slack":
		// https://docs.slack.dev/messaging/formatting-message-text: these three are all that must be escaped.
		text := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.Join(n.Text, "\n"))
		return json.Marshal(map[string]string{"text": "prepaudit: " + text})
	}
	return json.Marshal(n)
}

type (
	message struct {
		Type        string       `json:"type"`
		Attachments []attachment `json:"attachments"`
	}
	attachment struct {
		ContentType string       `json:"contentType"`
		ContentURL  *string      `json:"contentUrl"`
		Content     adaptiveCard `json:"content"`
	}
	adaptiveCard struct {
		Schema  string      `json:"$schema"`
		Type    string      `json:"type"`
		Version string      `json:"version"`
		Body    []textBlock `json:"body"`
	}
	textBlock struct {
		Type   string `json:"type"`
		Text   string `json:"text"`
		Wrap   bool   `json:"wrap"`
		Weight string `json:"weight,omitempty"`
		Size   string `json:"size,omitempty"`
	}
)

// card is what the workflow "Send webhook alerts to a channel" of Teams takes: a message with one Adaptive Card.
// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
func card(n *record.Notice) message {
	body := []textBlock{{Type: "TextBlock", Text: "prepaudit", Wrap: true, Weight: "Bolder", Size: "Medium"}}
	for i, line := range n.Text {
		block := textBlock{Type: "TextBlock", Text: line, Wrap: true}
		if i == 0 {
			block.Weight = "Bolder"
		}
		body = append(body, block)
	}
	return message{Type: "message", Attachments: []attachment{{
		ContentType: "application/vnd.microsoft.card.adaptive",
		Content: adaptiveCard{Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Type: "AdaptiveCard",
			Version: "1.4", Body: body},
	}}}
}
