using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>option forwarded</c> (RFC 7239): which parameters the field has.</summary>
/// <param name="Where">The line.</param>
/// <param name="Proto">Whether the client came by http or https.</param>
public sealed record ForwardedConfig(Statement Where, bool Proto)
{
    public ForwardedPartConfig Host { get; internal init; }

    public ForwardedPartConfig By { get; internal init; }

    public ForwardedPartConfig ByPort { get; internal init; }

    public ForwardedPartConfig For { get; internal init; }

    public ForwardedPartConfig ForPort { get; internal init; }
}
