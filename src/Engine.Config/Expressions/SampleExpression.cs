using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>A sample expression (CFG 7.3): a fetch, then the converters applied to what it yields, left to right.</summary>
/// <param name="Kind">The type that comes out at the end.</param>
public sealed record SampleExpression(SampleCall Fetch, IReadOnlyList<SampleCall> Converters, SampleKind Kind);

/// <summary>A fetch or converter with its arguments, their quotes already resolved.</summary>
/// <param name="Name">Canonical name: <c>hdr_sub(host)</c> in an ACL is a call of "req.hdr".</param>
/// <param name="Where">Name and arguments as written.</param>
public sealed record SampleCall(string Name, IReadOnlyList<string> Arguments, SourceSpan Where);
