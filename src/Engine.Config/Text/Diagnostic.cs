namespace Engine.Config.Text;

/// <summary>How serious a finding is. <c>Error</c> makes the configuration invalid; a <c>Warning</c> still starts (unless zero-warning).</summary>
public enum Severity : byte
{
    Diagnostic,
    Notice,
    Warning,
    Error,
}

/// <summary>One finding about the configuration: where, what, and what to do about it.</summary>
/// <param name="Severity">HAProxy's alert/warning/notice/diag distinction.</param>
/// <param name="Where">The offending text.</param>
/// <param name="SourceLine">The raw line, shown under the message with a caret; empty when there is none.</param>
/// <param name="Message">The cause, one sentence, no final period.</param>
/// <param name="Fix">The likely fix, or null when none can be named.</param>
public sealed record Diagnostic(Severity Severity, SourceSpan Where, string SourceLine, string Message, string? Fix = null);
