package views

import (
	"fmt"
	"io"

	"stet/models/message"
)

// Page is one of this package's page structs.
type Page interface {
	template() string           // the name of its template
	language() message.Language // that its reader has
}

// Render writes the page as HTML.
func Render(w io.Writer, p Page) error {
	if err := templates(p.language()).ExecuteTemplate(w, p.template(), p); err != nil {
		return fmt.Errorf("render page %s: %w", p.template(), err)
	}
	return nil
}

func (DeskPage) template() string          { return "desk" }
func (ReviewPage) template() string        { return "review" }
func (WorkspacePage) template() string     { return "workspace" }
func (PartPage) template() string          { return "part" }
func (NotesPart) template() string         { return "notes" }
func (SourceOptionsPart) template() string { return "source_options" }
func (ArticleFormPage) template() string   { return "article_form" }
func (TextPage) template() string          { return "text" }
func (RevisionsPage) template() string     { return "revisions" }
func (RevisionPage) template() string      { return "revision" }
func (ArrivalPage) template() string       { return "arrival" }
func (ComparePage) template() string       { return "compare" }
func (PublishedPage) template() string     { return "published" }
func (SignOffPage) template() string       { return "sign_off" }
func (ExportPage) template() string        { return "export" }
func (JobPage) template() string           { return "job" }
func (JobPart) template() string           { return "job_part" }
func (SheetPage) template() string         { return "sheet" }
func (HistoryPage) template() string       { return "history" }
func (ClaimEditPage) template() string     { return "claim_edit" }
func (EvidencePage) template() string      { return "evidence" }
func (CapturePage) template() string       { return "capture" }
func (CalculationPage) template() string   { return "calculation" }
func (OpenedPage) template() string        { return "opened" }
func (QuotePage) template() string         { return "quote" }
func (RepliesPage) template() string       { return "replies" }
func (ClaimRepliesPage) template() string  { return "claim_replies" }
func (LetterPage) template() string        { return "letter" }
func (QuestionsPage) template() string     { return "questions" }
func (RetentionPage) template() string     { return "retention" }
func (HoldsPage) template() string         { return "holds" }
func (RestrictionPage) template() string   { return "restriction" }
func (AmendmentsPage) template() string    { return "amendments" }
func (AssignPage) template() string        { return "assign" }
func (LoadPage) template() string          { return "load" }
func (AwayPage) template() string          { return "away" }
func (SectionsPage) template() string      { return "sections" }
func (SectionPage) template() string       { return "section" }
func (RulesPage) template() string         { return "rules" }
func (SourcesPage) template() string       { return "sources" }
func (SourcePage) template() string        { return "source" }
func (PeoplePage) template() string        { return "people" }
func (ChecklistsPage) template() string    { return "checklists" }
func (SettingsPage) template() string      { return "settings" }
func (NumbersPage) template() string       { return "numbers" }
func (AccountPage) template() string       { return "account" }
func (SignInPage) template() string        { return "sign_in" }
func (SetupPage) template() string         { return "setup" }
func (JoinPage) template() string          { return "join" }
func (ErrorPage) template() string         { return "error" }
func (ConflictPage) template() string      { return "conflict" }
