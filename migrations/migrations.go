// Package migrations holds the numbered SQL of each database engine, applied in
// the order of its names and never changed once released.
package migrations

import "embed"

// Files holds sqlite/NNNN_name.sql and postgres/NNNN_name.sql.
//
//go:embed sqlite/*.sql postgres/*.sql
var Files embed.FS
