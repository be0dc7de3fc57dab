using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.Tls;

namespace Engine.Stages.Commands;

/// <summary>Authorities and revocation lists replaced in two steps, added, removed (MGT 9.3), with the answers of HAProxy 2.6.</summary>
internal static class TrustChangeCommands
{
    private const string NoTls = "No certificate is in use: nothing speaks TLS.";

    private static readonly Kind Authorities = new("ca-file", "CA", "CA file", "CAs", "a CA file name", IsRevocation: false);
    private static readonly Kind Revocations = new("crl-file", "CRL", "CRL file", "CRLs", "a CRL file name", IsRevocation: true);

    public static IReadOnlyList<CommandRow> Rows => [.. RowsOf(Authorities, "<cafile>"), .. RowsOf(Revocations, "<crlfile>")];

    private static IEnumerable<CommandRow> RowsOf(Kind kind, string file) =>
    [
        new($"new ssl {kind.Name}", file, $"create a new {kind.File} to be used", ControlLevel.Admin, call => New(call, kind)),
        new($"set ssl {kind.Name}", $"{file} <payload>", $"replace a {kind.File}", ControlLevel.Admin, call => Set(call, kind)),
        new($"commit ssl {kind.Name}", file, $"commit a {kind.File}", ControlLevel.Admin, call => Commit(call, kind)),
        new($"abort ssl {kind.Name}", file, $"abort a transaction for a {kind.File}", ControlLevel.Admin, call => Abort(call, kind)),
        new($"del ssl {kind.Name}", file, $"delete an unused {kind.File}", ControlLevel.Admin, call => Delete(call, kind)),
    ];

    private static IEnumerator<Slice>? New(CommandCall call, Kind kind) =>
        call[0].Length == 0 ? call.Refuse($"'new ssl {kind.Name}' expects a filename")
        : call.Plan.Tls?.Trusts is not { } store ? call.Refuse(NoTls)
        : store.TryNew(call[0], kind.IsRevocation) ? call.Say(CommandCall.SeverityNotice, $"New {kind.File} created '{call[0]}'!")
        : call.Refuse($"{kind.File} '{call[0]}' already exists!");

    private static IEnumerator<Slice>? Set(CommandCall call, Kind kind)
    {
        string path = call[0];
        if (path.Length == 0 || call.Payload is null)
        {
            return call.Refuse($"'set ssl {kind.Name} expects a filename and {kind.Many} as a payload");
        }

        return call.Plan.Tls?.Trusts is not { } store ? call.Refuse($"Can't replace a {kind.File} which is not referenced by the configuration!\nCan't update {path}!")
            : store.TryPrepare(path, kind.IsRevocation, call.Payload, out bool isUpdate, out string? error)
            ? call.Say(CommandCall.SeverityNotice, $"transaction {(isUpdate ? "updated" : "created")} for {kind.Short} {path}!")
            : call.Refuse($"{error}\nCan't update {path}!");
    }

    private static IEnumerator<Slice>? Commit(CommandCall call, Kind kind)
    {
        string path = call[0];
        if (path.Length == 0)
        {
            return call.Refuse($"'commit ssl {kind.Name} expects a filename");
        }

        return call.Plan.Tls?.Trusts is not { } store ? call.Refuse($"No ongoing transaction! !\nCan't commit {path}!")
            : store.TryCommit(path, kind.IsRevocation, out string? error)
            ? call.Say(CommandCall.SeverityNotice, $"Committing {path}{(store.IsUsed(path, kind.IsRevocation) ? "." : "")}\nSuccess!")
            : call.Refuse($"{error}\nCan't commit {path}!");
    }

    private static IEnumerator<Slice>? Abort(CommandCall call, Kind kind) =>
        call[0].Length == 0 ? call.Refuse($"'abort ssl {kind.Name}' expects a filename")
        : call.Plan.Tls?.Trusts is not { } store ? call.Refuse("No ongoing transaction!")
        : store.TryAbort(call[0], kind.IsRevocation, out string? error) ? call.Say(CommandCall.SeverityNotice, $"Transaction aborted for certificate '{call[0]}'!")
        : call.Refuse(error);

    private static IEnumerator<Slice>? Delete(CommandCall call, Kind kind)
    {
        string path = call[0];
        if (path.Length == 0)
        {
            return call.Refuse($"'del ssl {kind.Name}' expects {kind.Asked}");
        }

        TrustStoreShared? store = call.Plan.Tls?.Trusts;
        if (store?.Prepared(kind.IsRevocation)?.Path == path)
        {
            return call.Refuse($"Can't remove the {kind.File}: ongoing transaction for the {kind.File} '{path}'");
        }

        if (store is null || !Has(store, path, kind))
        {
            return call.Refuse($"Can't remove the {kind.File}: {kind.File} '{path}' doesn't exist!");
        }

        return store.TryRemove(path, kind.IsRevocation)
            ? call.Say(CommandCall.SeverityNotice, $"{kind.File} '{path}' deleted!")
            : call.Refuse($"Can't remove the {kind.File}: {kind.File} '{path}' in use, can't be deleted!");
    }

    private static bool Has(TrustStoreShared store, string path, Kind kind)
    {
        foreach (TlsTrustFile file in store.Files(kind.IsRevocation))
        {
            if (file.Path == path)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words of HAProxy for one kind of file.</summary>
    private sealed record Kind(string Name, string Short, string File, string Many, string Asked, bool IsRevocation);
}
