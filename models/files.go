package models

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
)

const (
	maxFileName = 150 // code points
	maxEnding   = 12  // of them, of what comes after the last dot
)

// fileName is a name safe to show and to save: no folders, nothing that cannot
// be seen, and no marks that turn its direction round. Where it is too long it
// keeps its ending, which says what sort of file it is.
func fileName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '/' || !unicode.IsGraphic(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimSpace(name)
	ending := filepath.Ext(name)
	if strings.Trim(name, ". ") == "" {
		return "file"
	}
	if stem := strings.TrimSuffix(name, ending); len([]rune(ending)) <= maxEnding {
		return clip(stem, maxFileName-len([]rune(ending))) + ending
	}
	return clip(name, maxFileName)
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
