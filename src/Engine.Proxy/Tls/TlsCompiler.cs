using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config;
using Engine.Config.Expressions;
using Engine.Config.Keywords;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Tls;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Tls;

/// <summary>Compiles what bind and server lines say about TLS. OpenSSL is loaded when the first of them does.</summary>
/// <param name="previous">Of the configuration in use: who is connected stays counted, and tickets stay good.</param>
internal sealed class TlsCompiler(GlobalTlsConfig global, ExpressionContext expressions, TlsPlan? previous)
{
    private const string SystemAuthorities = "@system-ca";

    private readonly CertificateStoreShared _certificates = new();
    private readonly List<KeyValuePair<string, TicketKeysShared>> _ticketFiles = [];
    private readonly Dictionary<string, TlsTrust?> _trusts = new(StringComparer.Ordinal);
    private CertificateFiles? _fileReader;
    private TrustStoreShared? _trustStore;
    private TicketRotationShared? _rotation;
    private byte[]? _dhParameters;
    private bool? _loaded;

    /// <summary>Certificates of crt-store sections about which an error was reported.</summary>
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    private DiagnosticBag Diagnostics => expressions.Diagnostics;

    private TrustStoreShared Trusts => _trustStore ??= new TrustStoreShared(_certificates);

    private CertificateFiles Files => _fileReader ??= new CertificateFiles(global, expressions.Files, Trusts);

    /// <summary>Certificates of crt-store sections, before anything names them: those that nobody uses are there as well.</summary>
    internal void LoadStores()
    {
        foreach ((string path, StoredCertificateConfig load) in global.Stores.Count == 0 ? new Dictionary<string, StoredCertificateConfig>() : Files.Stored)
        {
            if (!TryLoadLibrary(load.Where))
            {
                return;
            }

            if (!_certificates.TryGetOrLoad(Files, path, out _, out string? error))
            {
                Diagnostics.Error(load.Where, load.Certificate!.Word, error);
                _broken.Add(path);
            }
        }
    }

    /// <summary>Null when nothing speaks TLS to clients, and nothing did before.</summary>
    internal TlsPlan? Finish(PlanChanges changes)
    {
        if (_rotation is null && global.Stores.Count == 0 && Trusts.Files(isRevocation: false).Count == 0)
        {
            return previous;
        }

        _rotation ??= RotationOf();

        int connectionsMax = global.ConnectionsMax ?? int.MaxValue;
        int rateMax = global.HandshakesPerSecondMax ?? int.MaxValue;
        TlsGateShared gate = previous?.Gate ?? new TlsGateShared(connectionsMax, rateMax);
        changes.Add(() => gate.SetLimits(connectionsMax, rateMax));
        return new TlsPlan(gate, _rotation, _certificates, Trusts) { TicketFiles = _ticketFiles };
    }

    /// <summary>Null for a bind line without <c>ssl</c>, and after an error.</summary>
    internal TlsListenerShared? Compile(BindConfig bind)
    {
        TlsConfig tls = bind.Tls;
        if (!tls.Enabled)
        {
            WarnUnused(bind);
            return null;
        }

        if (!TryLoadLibrary(bind.Where) || KeysOf(tls) is not { } keys)
        {
            return null;
        }

        if (tls.Certificates.Count == 0)
        {
            Diagnostics.Error(bind.Where, 0, "'ssl' needs a certificate", "add 'crt PATH' with a file that holds certificate and key, or a directory of them");
            return null;
        }

        List<TlsEntry> entries = [];
        int errors = Diagnostics.Errors;
        foreach (TlsFileConfig file in tls.Certificates)
        {
            if (file.IsList)
            {
                AddList(entries, bind, file);
            }
            else
            {
                AddCertificates(entries, bind, file, null);
            }
        }

        return Diagnostics.Errors == errors && _broken.Count == 0 ? Make(bind, entries, keys) : null;
    }

    /// <summary>Null for a server line without <c>ssl</c> and without checks that speak TLS, and after an error.</summary>
    /// <param name="checks">True when a line of the script of its checks asks for TLS.</param>
    internal TlsServerPlan? Compile(ServerConfig server, bool checks)
    {
        TlsConfig tls = server.Tls;
        if ((!tls.Enabled && tls.CheckEnabled != true && !checks) || !TryLoadLibrary(server.Where))
        {
            return null;
        }

        bool verifies = (tls.Verify ?? (global.VerifiesServers ? TlsVerifyMode.Required : TlsVerifyMode.None)) != TlsVerifyMode.None;
        TlsOptions options = TlsOptionsBuilder.Build(global, null, [tls, global.ServerDefaults]) with
        {
            Verify = verifies ? TlsVerify.Required : TlsVerify.None,
        };
        if (RecipeOf(server, options, verifies) is not { } recipe || Make(server, recipe, null) is not { } context)
        {
            return null;
        }

        byte[]? checkAlpn = tls.CheckAlpn is null ? null : TlsOptionsBuilder.WireOf(tls.CheckAlpn);
        TlsServerPlan plan = new(context, tls.VerifyHost?.Text)
        {
            Recipe = recipe,
            ForTraffic = tls.Enabled,
            CheckEnabled = tls.CheckEnabled,
            CheckTarget = tls.CheckSni is null ? null : new TlsTarget(tls.CheckSni, tls.VerifyHost?.Text),
            CheckAlpn = checkAlpn,
            CheckContext = checkAlpn is null ? null : Make(server, recipe, checkAlpn),
        };
        Trusts.Add(plan);
        return plan;
    }

    /// <summary><c>sni</c> of a backend's servers, once everything that an expression may name is known.</summary>
    internal static void CompileNames(IReadOnlyList<ServerConfig> written, ServerCompiler servers, ExpressionCompiler compiler)
    {
        foreach (ServerConfig server in written)
        {
            if (server.Tls.Sni is { } sni && servers.PlanOf(server)?.Tls is { } plan)
            {
                plan.Sni = compiler.Sample(sni.At, sni.Expression, RulePoints.UseServer);
            }

            if (server.PoolName is { } name && servers.PlanOf(server) is { } named)
            {
                named.PoolName = compiler.Sample(name.At, name.Expression, RulePoints.UseServer);
            }
        }
    }

    /// <summary>What is wrong with a certificate of a crt-store is said at its own line, once.</summary>
    private void Report(string path, Statement at, int word, string error)
    {
        if (!_broken.Contains(path))
        {
            Diagnostics.Error(at, word, error);
        }
    }

    private TlsContext? Make(ServerConfig server, TlsServerRecipe recipe, byte[]? alpn)
    {
        if (!recipe.TryMake(alpn, out TlsContext? context, out string? error))
        {
            Diagnostics.Error(server.Where, 0, error, null);
        }

        return context;
    }

    /// <summary>Null after an error.</summary>
    private TlsServerRecipe? RecipeOf(ServerConfig server, TlsOptions options, bool verifies)
    {
        TlsConfig tls = server.Tls;
        TlsCertificate? certificate = null;
        if (tls.Certificates.Count > 0)
        {
            string path = Files.Expand(tls.Certificates[0].Path)[0];
            _certificates.UseForServers(path);
            if (!_certificates.TryGetOrLoad(Files, path, out certificate, out string? error))
            {
                Report(path, server.Where, tls.Certificates[0].Word, error);
                return null;
            }
        }

        TlsTrust? trust = null;
        if (verifies)
        {
            TlsFileConfig authorities = tls.CaFile ?? new TlsFileConfig(server.Where, 0, SystemAuthorities);
            trust = TrustOf(authorities, null, tls.CrlFile, authorities);
            if (trust is null)
            {
                return null;
            }
        }

        return new TlsServerRecipe(options, certificate, trust, tls.ReusesSessions ?? true);
    }

    private TlsListenerShared? Make(BindConfig bind, List<TlsEntry> entries, TicketKeysShared keys)
    {
        TlsConfig tls = bind.Tls;
        if (entries.Count == 0)
        {
            Diagnostics.Error(tls.Certificates[0].At, tls.Certificates[0].Word, $"'{tls.Certificates[0].Path}' holds no certificate", "put files in PEM there, each with a certificate and its key");
            return null;
        }

        HashSet<string> lists = [];
        foreach (TlsFileConfig file in tls.Certificates)
        {
            _ = file.IsList && lists.Add(file.Path);
        }

        TlsListenerShared listener = new(tls.StrictSni ?? global.BindDefaults.StrictSni ?? false, keys)
        {
            Lists = lists,
            Basis = lists.Count > 0 ? BasisOf(bind, entries[0].Certificate) : null,
        };
        if (!listener.TryReplace(entries, out string? error))
        {
            Diagnostics.Error(bind.Where, tls.Certificates[0].Word, error);
            return null;
        }

        _certificates.Add(listener);
        return listener;
    }

    private void AddList(List<TlsEntry> entries, BindConfig bind, TlsFileConfig file)
    {
        if (!Files.TryRead(file, null, out byte[] content, out string? error))
        {
            Diagnostics.Error(file.At, file.Word, error);
            return;
        }

        foreach (CrtListLine line in CrtListReader.Read(file.Path, content, expressions))
        {
            AddCertificates(entries, bind, new TlsFileConfig(line.Where, 0, line.Path), line);
        }
    }

    /// <summary>What a certificate without options of its own would have; null when the line asks for clients' certificates and leaves it to the list from whom.</summary>
    private TlsEntry? BasisOf(BindConfig bind, TlsCertificate certificate)
    {
        TlsConfig none = new();
        TlsOptions options = OptionsOf(bind, none);
        bool isVerified = options.Verify != TlsVerify.None;
        if (isVerified && bind.Tls.CaFile is null && bind.Tls.CaVerifyFile is null)
        {
            return null;
        }

        TlsTrust? trust = null;
        TlsTrust? told = null;
        return isVerified && !TryTrust(none, bind.Tls, bind, out trust, out told) ? null : new TlsEntry(certificate, options, trust, told, []);
    }

    private TlsOptions OptionsOf(BindConfig bind, TlsConfig own) =>
        TlsOptionsBuilder.Build(global, DhParameters(), [own, bind.Tls, global.BindDefaults]) with
        {
            Scope = Encoding.ASCII.GetBytes($"{bind.Where.Line % 10_000_000}:{bind.Where.Words[1].Column}"),
        };

    /// <param name="line">Of a crt-list; null for a <c>crt</c>.</param>
    private void AddCertificates(List<TlsEntry> entries, BindConfig bind, TlsFileConfig file, CrtListLine? line)
    {
        TlsConfig tls = bind.Tls;
        TlsConfig own = line?.Options ?? new TlsConfig();
        TlsOptions options = OptionsOf(bind, own);
        TlsTrust? trust = null;
        TlsTrust? told = null;
        if (options.Verify != TlsVerify.None && !TryTrust(own, tls, bind, out trust, out told))
        {
            return;
        }

        foreach (string path in Files.Expand(file.Path))
        {
            if (!_certificates.TryGetOrLoad(Files, path, out TlsCertificate? certificate, out string? error))
            {
                Report(path, file.At, file.Word, error);
                continue;
            }

            entries.Add(new TlsEntry(certificate, options, trust, told, line?.Filters ?? [])
            {
                List = line?.Where.File,
                Line = line?.Where.Line ?? 0,
                OptionsText = line?.OptionsText ?? "",
            });
        }
    }

    private bool TryTrust(TlsConfig own, TlsConfig tls, BindConfig bind, out TlsTrust? trust, out TlsTrust? told)
    {
        TlsFileConfig? authorities = own.CaFile ?? tls.CaFile;
        TlsFileConfig? verified = own.CaVerifyFile ?? tls.CaVerifyFile;
        trust = told = null;
        if (authorities is null && verified is null)
        {
            Diagnostics.Error(bind.Where, 0, "'verify' needs the authorities that client certificates come from", "add 'ca-file PATH'");
            return false;
        }

        trust = TrustOf(authorities, verified, own.CrlFile ?? tls.CrlFile, authorities ?? verified!);
        told = verified is null || authorities is null ? null : TrustOf(authorities, null, null, authorities);
        return trust is not null;
    }

    private TlsTrust? TrustOf(TlsFileConfig? authorities, TlsFileConfig? more, TlsFileConfig? revoked, TlsFileConfig blamed)
    {
        string key = $"{authorities?.Path}\n{more?.Path}\n{revoked?.Path}";
        if (_trusts.TryGetValue(key, out TlsTrust? known))
        {
            return known;
        }

        TlsTrust? trust = Files.ReadTrust(authorities, more, revoked, out string? error);
        if (error is not null)
        {
            TlsFileConfig culprit = revoked is not null && error.Contains(revoked.Path, StringComparison.Ordinal) ? revoked : blamed;
            Diagnostics.Error(culprit.At, culprit.Word, error);
        }

        _trusts[key] = trust;
        return trust;
    }

    private TicketKeysShared? KeysOf(TlsConfig tls)
    {
        _rotation ??= RotationOf();
        if (tls.TicketKeys is not { } file)
        {
            return _rotation.Keys;
        }

        TicketKeysShared? keys = _ticketFiles.Find(known => known.Key == file.Path).Value;
        if (keys is not null)
        {
            return keys;
        }

        if (Files.TryRead(file, null, out byte[] content, out string? error))
        {
            keys = TicketKeysShared.FromText(Encoding.ASCII.GetString(content), out error);
        }

        if (error is not null)
        {
            Diagnostics.Error(file.At, file.Word, $"ticket keys: {error}");
        }

        if (keys is not null)
        {
            _ticketFiles.Add(new(file.Path, keys));
        }

        return keys;
    }

    private TicketRotationShared RotationOf() => previous?.Tickets ?? new TicketRotationShared(global.SessionLifetimeSeconds);

    private byte[]? DhParameters()
    {
        if (_dhParameters is null && global.DhParameters is { } file)
        {
            if (!Files.TryRead(file, null, out byte[] content, out string? error))
            {
                Diagnostics.Error(file.At, file.Word, error, "make some with: openssl dhparam -out dh.pem 2048");
            }

            _dhParameters = content;
        }

        return _dhParameters;
    }

    private bool TryLoadLibrary(Statement where)
    {
        if (_loaded is null)
        {
            _loaded = TlsLibrary.TryLoad(out string? error) && TlsLibrary.TryUseProviders(global.ProviderPath, global.Providers, global.PropertyQuery, out error);
            if (error is not null)
            {
                Diagnostics.Error(where, 0, error);
            }
        }

        return _loaded.Value;
    }

    private void WarnUnused(BindConfig bind)
    {
        if (bind.Tls.Certificates.Count > 0)
        {
            Diagnostics.Warning(bind.Where, bind.Tls.Certificates[0].Word, "a certificate is named, but 'ssl' is missing: this listener does not speak TLS", "add 'ssl' to the line");
        }
    }
}
