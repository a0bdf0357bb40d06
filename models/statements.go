package models

import (
	"context"
	"database/sql/driver"
	"fmt"

	"modernc.org/sqlite" // the engine in pure Go: no C compiler needed
)

const (
	keptMax       = 200   // statements that a connection keeps prepared
	keptMaxLength = 4_000 // bytes; longer ones are rare, and the batches among them differ each time
)

// keeping makes SQLite connections that keep the statements they have prepared.
// To prepare one takes longer than to run it, and database/sql forgets those of
// a transaction when it ends.
type keeping struct{ driver.Connector }

// newKeeping opens connections to the database that a DSN names.
func newKeeping(dsn string) (keeping, error) {
	c, err := sqlite.NewConnector(dsn)
	return keeping{c}, err
}

// Connect opens a connection.
func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	inner, ok := c.(sqliteConn)
	if !ok {
		return nil, fmt.Errorf("the driver's connection cannot do what it must: %T", c)
	}
	return &keeper{sqliteConn: inner, kept: map[string]sqliteStmt{}}, nil
}

// What the driver's connections, statements and rows can do.
type (
	sqliteConn interface {
		driver.Conn
		driver.ConnBeginTx
		driver.ConnPrepareContext
		driver.SessionResetter
		driver.Validator
	}
	sqliteStmt interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}
	sqliteRows interface {
		driver.RowsColumnTypeDatabaseTypeName
		driver.RowsColumnTypeScanType
	}
)

// keeper is a connection with its statements that nobody uses just now. Like
// every connection it is used by one goroutine at a time.
type keeper struct {
	sqliteConn
	kept map[string]sqliteStmt
}

// take prepares a statement, or takes the one that is kept.
func (k *keeper) take(ctx context.Context, query string) (sqliteStmt, error) {
	if s, ok := k.kept[query]; ok {
		delete(k.kept, query)
		return s, nil
	}
	s, err := k.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.(sqliteStmt), nil
}

// give keeps a statement that is used no more.
func (k *keeper) give(query string, s sqliteStmt) error {
	if _, twice := k.kept[query]; twice || len(query) > keptMaxLength {
		return s.Close()
	}
	k.kept[query] = s
	for other, o := range k.kept {
		if len(k.kept) <= keptMax {
			break
		}
		delete(k.kept, other)
		if err := o.Close(); err != nil {
			return err
		}
	}
	return nil
}

// ExecContext runs a statement without rows.
func (k *keeper) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	r, err := s.ExecContext(ctx, args)
	if err != nil {
		_ = s.Close() // says the same again
		return nil, err
	}
	return r, k.give(query, s)
}

// QueryContext runs a statement with rows; it is kept when these are closed.
func (k *keeper) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := k.take(ctx, query)
	if err != nil {
		return nil, err
	}
	r, err := s.QueryContext(ctx, args)
	if err != nil {
		_ = s.Close() // says the same again
		return nil, err
	}
	return &keptRows{sqliteRows: r.(sqliteRows), done: func() error { return k.give(query, s) }}, nil
}

// Close closes what is kept, then the connection.
func (k *keeper) Close() error {
	for _, s := range k.kept {
		_ = s.Close() // the connection goes anyhow
	}
	return k.sqliteConn.Close()
}

// keptRows gives its statement back when it is closed.
type keptRows struct {
	sqliteRows
	done func() error
}

// Close ends the reading.
func (r *keptRows) Close() error {
	if err := r.sqliteRows.Close(); err != nil {
		return err
	}
	return r.done()
}
