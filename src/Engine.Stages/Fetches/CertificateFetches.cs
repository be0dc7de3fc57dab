using System;
using System.Collections.Generic;
using Engine.IO.Tls;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about certificates (CFG 7.3.4): <c>ssl_c_*</c> of the client, <c>ssl_f_*</c> the one shown to it, <c>ssl_s_*</c> of the server.</summary>
internal static class CertificateFetches
{
    private delegate CertificateFacts? Owner(in SampleContext context);

    private delegate byte[] Field(CertificateFacts facts);

    private delegate long Number(TlsSession session);

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        .. Of("ssl_c_", SampleNeeds.Client, static (in SampleContext c) => TlsFetches.OfClient(c)?.Peer),
        .. Of("ssl_f_", SampleNeeds.Client, static (in SampleContext c) => TlsFetches.OfClient(c)?.Certificate?.Facts),
        .. Of("ssl_s_", SampleNeeds.Server, static (in SampleContext c) => TlsFetches.OfServer(c)?.Peer),
        FetchRow.Of("ssl_c_used", "True when the client's session has a certificate.", SampleNeeds.Client, IsUsed),
        new("ssl_c_san", "Alternative names in the client's certificate.", SampleNeeds.Client, _ => new FieldFetch(static (in SampleContext c) => TlsFetches.OfClient(c)?.Peer, static facts => facts.AlternativeNames, isText: true)),
        OfSession("ssl_c_verify", "OpenSSL's result of verifying the client's certificate; 0 is good.", static tls => tls.VerifyResult()),
        OfSession("ssl_c_err", "First error of the client's own certificate.", static tls => tls.CertificateError),
        OfSession("ssl_c_ca_err", "First error of an authority above the client's certificate.", static tls => tls.AuthorityError),
        OfSession("ssl_c_ca_err_depth", "Where in the chain that was.", static tls => tls.AuthorityErrorDepth),
    ];

    private static IReadOnlyList<FetchRow> Of(string prefix, SampleNeeds needs, Owner owner) =>
    [
        Text(prefix + "key_alg", "Algorithm of the certificate's key.", needs, owner, static facts => facts.KeyAlgorithm),
        Text(prefix + "sig_alg", "Algorithm the certificate was signed with.", needs, owner, static facts => facts.SignatureAlgorithm),
        Text(prefix + "notbefore", "From when the certificate is good, YYMMDDhhmmssZ.", needs, owner, static facts => facts.NotBefore),
        Text(prefix + "notafter", "Until when the certificate is good, YYMMDDhhmmssZ.", needs, owner, static facts => facts.NotAfter),
        new(prefix + "serial", "Serial number of the certificate.", needs, _ => new FieldFetch(owner, static facts => facts.Serial, isText: false)),
        new(prefix + "sha1", "SHA-1 of the certificate.", needs, _ => new FieldFetch(owner, static facts => facts.Sha1, isText: false)),
        new(prefix + "der", "The certificate in DER.", needs, _ => new FieldFetch(owner, static facts => facts.Der, isText: false)),
        new(prefix + "version", "Version of the certificate.", needs, _ => new VersionFetch(owner)),
        new(prefix + "s_dn", "Subject of the certificate, or a part of it.", needs, call => NameFetch.Create(call, owner, static facts => facts.Subject)),
        new(prefix + "i_dn", "Issuer of the certificate, or a part of it.", needs, call => NameFetch.Create(call, owner, static facts => facts.Issuer)),
    ];

    private static FetchRow Text(string name, string documentation, SampleNeeds needs, Owner owner, Field field) =>
        new(name, documentation, needs, _ => new FieldFetch(owner, field, isText: true));

    private static FetchRow OfSession(string name, string documentation, Number read) =>
        new(name, documentation, SampleNeeds.Client, _ => new SessionFetch(read));

    private static bool IsUsed(in SampleContext context, ref Sample sample)
    {
        sample.Set(TlsFetches.OfClient(context) is { } tls && tls.Peer is not null);
        return true;
    }

    private sealed class SessionFetch(Number read) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            TlsSession? tls = TlsFetches.OfClient(context);
            sample.Set(tls is null ? 0 : read(tls));
            return tls is not null;
        }
    }

    private sealed class FieldFetch(Owner owner, Field field, bool isText) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (owner(context) is not { } facts)
            {
                return false;
            }

            byte[] value = field(facts);
            if (isText)
            {
                sample.SetText(value);
            }
            else
            {
                sample.SetBinary(value);
            }

            return value.Length > 0;
        }
    }

    private sealed class VersionFetch(Owner owner) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            CertificateFacts? facts = owner(context);
            sample.Set(facts is null ? 0L : facts.Version);
            return facts is not null;
        }
    }

    /// <summary>The whole name, one part of it by name and occurrence, or all of it as RFC 2253 writes it.</summary>
    private sealed class NameFetch(Owner owner, Func<CertificateFacts, DistinguishedName> name, string part, int occurrence) : SampleFetch
    {
        private bool _isRfc2253;

        internal static NameFetch? Create(SampleCallArguments call, Owner owner, Func<CertificateFacts, DistinguishedName> name)
        {
            if (call.Has(2) && call.Text(2) != "rfc2253")
            {
                call.Error($"'{call.Text(2)}' is no format of a name", "write rfc2253");
                return null;
            }

            int occurrence = (int)call.Integer(1, 1);
            return new NameFetch(owner, name, call.Text(0), occurrence == 0 ? 1 : occurrence) { _isRfc2253 = call.Has(2) };
        }

        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (owner(context) is not { } facts)
            {
                return false;
            }

            DistinguishedName whole = name(facts);
            byte[] value = part.Length > 0 ? whole.Find(part, occurrence) : _isRfc2253 ? whole.Rfc2253 : whole.OneLine;
            sample.SetText(value);
            return value.Length > 0;
        }
    }
}
