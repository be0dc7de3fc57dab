using Engine.Tidy.Rules;

namespace Engine.Tidy;

/// <summary>One breach that stays for now, and why.</summary>
internal sealed record Waiver(string Rule, string Path, string Subject, string Reason)
{
    public bool Covers(Finding finding) => finding.Rule == Rule && finding.Path == Path && finding.Subject == Subject;
}
