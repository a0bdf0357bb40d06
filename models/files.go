package models

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
)

// fileName is a name safe to show and to save: no folders, no control
// characters, no marks that turn its direction round.
func fileName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '/' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = clip(strings.TrimSpace(name), 150)
	if strings.Trim(name, ". ") == "" {
		return "file"
	}
	return name
}

func (s *Store) addFiles(actor User, e *Evidence, files []File) error {
	for i := range files {
		files[i].EvidenceID, files[i].CreatedBy, files[i].CreatedAt = e.ID, actor.ID, s.now()
		if err := s.db.Create(&files[i]).Error; err != nil {
			return fmt.Errorf("store file: %w", err)
		}
	}
	return nil
}
