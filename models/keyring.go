package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"stet/models/blob"
	"stet/models/vault"
)

// keyring holds the key of the vault. It lies in a file of its own, outside the
// data folder and so outside every backup.
type keyring struct {
	path string
	mu   sync.Mutex
	key  *vault.Key
}

// keyVaultCheck is the setting that tells a wrong key from the right one.
const keyVaultCheck = "vault_check"

// vaultKey loads the key when it is first needed, and makes one for a vault
// that holds nothing yet; sealing does so inside Tx, where the row that proves
// a key is part of the act that needs it.
func (s *Store) vaultKey() (vault.Key, error) {
	var proof []setting
	if err := s.read.Where("key = ?", keyVaultCheck).Limit(1).Find(&proof).Error; err != nil {
		return vault.Key{}, fmt.Errorf("look for the vault: %w", err)
	}
	s.keys.mu.Lock() // for no longer than it takes to read a file: whoever waits may have the database locked
	defer s.keys.mu.Unlock()
	if s.keys.key != nil && len(proof) == 1 {
		return *s.keys.key, nil
	}
	key, err := s.keys.read()
	if errors.Is(err, fs.ErrNotExist) && len(proof) == 0 {
		key, err = s.keys.make(s)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return key, refuse("The key of the vault is missing. It is kept apart from the data: whoever runs Stet has to put it back where --vault-key says.")
	}
	if err != nil {
		return key, fmt.Errorf("read the key of the vault: %w", err)
	}
	if err := s.proveKey(key, proof); err != nil {
		return key, err
	}
	s.keys.key = &key
	return key, nil
}

// openVault has the key at hand, and made where there was none, before files
// are sealed with it outside a transaction.
func (s *Store) openVault(ctx context.Context) error {
	return s.Tx(ctx, func(tx *Store) error {
		_, err := tx.vaultKey()
		return err
	})
}

// proveKey holds the key to the vault that there is, or starts one with it.
func (s *Store) proveKey(key vault.Key, proof []setting) error {
	if len(proof) == 0 {
		sealed, err := key.Seal(s.random, nil, keyVaultCheck)
		if err != nil {
			return err
		}
		_, err = s.addSetting(keyVaultCheck, sealed)
		return err
	}
	if _, err := key.Open(proof[0].Value, keyVaultCheck); err != nil {
		return refuse("The key of the vault is not the one that sealed it. Whoever runs Stet has to put the right one where --vault-key says.")
	}
	return nil
}

func (k *keyring) read() (vault.Key, error) {
	line, err := os.ReadFile(k.path)
	if err != nil {
		return vault.Key{}, err
	}
	return vault.Parse(string(line))
}

// make writes a new key, readable by nobody else, and waits until the disk has it.
func (k *keyring) make(s *Store) (vault.Key, error) {
	key, err := vault.New(s.random)
	if err != nil {
		return key, err
	}
	f, err := os.OpenFile(k.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return key, err
	}
	_, err = f.WriteString(key.Line() + "\n")
	return key, errors.Join(err, f.Sync(), f.Close(), blob.SyncFolder(filepath.Dir(k.path)))
}
