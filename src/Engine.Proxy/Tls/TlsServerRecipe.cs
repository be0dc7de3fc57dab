using System.Diagnostics.CodeAnalysis;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>What the context for a server is made of, so that it can be made again.</summary>
/// <param name="Certificate">What the server is shown; null = nothing.</param>
/// <param name="Trust">What it is verified against; null = it is not.</param>
/// <param name="KeepsSessions">Sessions are taken up again.</param>
internal sealed record TlsServerRecipe(TlsOptions Options, TlsCertificate? Certificate, TlsTrust? Trust, bool KeepsSessions)
{
    internal TlsServerRecipe With(TlsTrust trust) => this with { Trust = trust };

    /// <param name="alpn">In place of the options'; null = theirs.</param>
    internal bool TryMake(byte[]? alpn, [NotNullWhen(true)] out TlsContext? context, [NotNullWhen(false)] out string? error)
    {
        if (!TlsContext.TryCreate(alpn is null ? Options : Options with { Alpn = alpn }, isServer: false, out context, out error))
        {
            return false;
        }

        if (Certificate is not null && !context.TryUse(Certificate, out error))
        {
            error = $"certificate '{Certificate.Path}': {error}";
            return false;
        }

        if (Trust is not null)
        {
            context.Trust(Trust, null);
        }

        if (KeepsSessions)
        {
            context.KeepSessions();
        }

        return true;
    }
}
