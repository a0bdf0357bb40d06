package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/message"
)

// SetLanguage chooses the language that the interface and the mails speak to the
// actor; "" leaves it to the browser. Any other is Invalid.
func (s *Store) SetLanguage(ctx context.Context, actor User, l message.Language) error {
	if l != "" && !slices.Contains(message.Languages, l) {
		return invalid("language", "Choose one of the languages of the list.")
	}
	if err := s.db.WithContext(ctx).Table("users").Where("id = ?", actor.ID).Update("language", l).Error; err != nil {
		return fmt.Errorf("save the language of user %d: %w", actor.ID, err)
	}
	return nil
}
