using Engine.Config.Text;

namespace Engine.Proxy.Conditions;

/// <summary>What a map converter asks for while it is compiled.</summary>
/// <param name="File">As written, prefix included.</param>
/// <param name="Values">What the values must be.</param>
/// <param name="Where">The converter's place in the line, for findings.</param>
public sealed record MapRequest(string File, MatcherRow Matcher, PatternValueKind Values, Statement At, SourceSpan Where);
