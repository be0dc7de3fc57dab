using System;
using System.Linq;
using System.Text;
using Engine.IO.Tls;
using Engine.Proxy.Plan;
using Engine.Proxy.Tls;
using Xunit;

namespace Engine.Proxy.Tests.Tls;

/// <summary>Certificates and lists replaced while the proxy runs (MGT 9.3 set ssl cert, commit ssl cert, add ssl crt-list).</summary>
public sealed class CertificateStoreTests
{
    private static readonly string A = Pem.Make("a.example.com");
    private static readonly string B = Pem.Make("b.example.com");

    [Fact]
    public void NewVersion_TakesEffectOnCommit_OnEveryListener()
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind :1 ssl crt a.pem\n bind :2 ssl crt b.pem crt a.pem", ("a.pem", A), ("b.pem", B));
        CertificateStoreShared store = plan.Tls!.Certificates;
        TlsCertificate before = store.Find("a.pem")!;
        Assert.True(store.TryPrepare("a.pem", CertificatePart.Certificate, Encoding.ASCII.GetBytes(Pem.Make("a.example.com")), out string? error), error);
        Assert.Same(before, At(plan, 0, "a.example.com"));

        Assert.True(store.TryCommit("a.pem", out error), error);

        TlsCertificate after = store.Find("a.pem")!;
        Assert.NotSame(before, after);
        Assert.Same(after, At(plan, 0, "a.example.com"));
        Assert.Same(after, At(plan, 1, "a.example.com"));
        Assert.Equal("b.pem", At(plan, 1, "b.example.com")!.Path);
        Assert.False(store.TryCommit("a.pem", out error));
        Assert.Equal("No ongoing transaction! !", error);
    }

    [Fact]
    public void BrokenVersion_IsRefused_AndNothingChanges()
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind :1 ssl crt a.pem", ("a.pem", A));
        CertificateStoreShared store = plan.Tls!.Certificates;
        Assert.False(store.TryPrepare("a.pem", CertificatePart.Certificate, Encoding.ASCII.GetBytes("no certificate"), out string? error));
        Assert.Contains("holds no certificate", error, StringComparison.Ordinal);
        Assert.False(store.TryPrepare("x.pem", CertificatePart.Certificate, Encoding.ASCII.GetBytes(A), out error));
        Assert.Equal("'x.pem' is no certificate that is in use", error);
        Assert.False(store.TryAbort("a.pem", out _));
        Assert.Equal("a.pem", At(plan, 0, "a.example.com")!.Path);
    }

    [Fact]
    public void Prepared_CanBeGivenUp()
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind :1 ssl crt a.pem", ("a.pem", A));
        CertificateStoreShared store = plan.Tls!.Certificates;
        Assert.True(store.TryPrepare("a.pem", CertificatePart.Certificate, Encoding.ASCII.GetBytes(B), out _));
        Assert.True(store.TryAbort("a.pem", out _));
        Assert.False(store.TryCommit("a.pem", out _));
    }

    /// <summary>MGT 9.3 set ssl cert: what was prepared by one is neither changed nor committed by another who means another file.</summary>
    [Fact]
    public void OneChange_AtATime()
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind :1 ssl crt a.pem crt b.pem", ("a.pem", A), ("b.pem", B));
        CertificateStoreShared store = plan.Tls!.Certificates;
        byte[] next = Encoding.ASCII.GetBytes(Pem.Make("next.example.com"));
        Assert.True(store.TryPrepare("a.pem", CertificatePart.Certificate, next, out _));
        TlsCertificate prepared = store.FindPrepared("a.pem")!;
        Assert.False(store.TryPrepare("b.pem", CertificatePart.Certificate, next, out string? error));
        Assert.Equal("The ongoing transaction is about 'a.pem' but you are trying to set 'b.pem'", error);
        Assert.False(store.TryCommit("b.pem", out error));
        Assert.Equal("The ongoing transaction is about 'a.pem' but you are trying to set 'b.pem'", error);
        Assert.False(store.TryAbort("b.pem", out error));
        Assert.Equal("The ongoing transaction is about 'a.pem' but you are trying to abort a transaction for 'b.pem'", error);
        Assert.Equal(("a.pem", prepared, null), (store.PreparedPath, store.FindPrepared("a.pem"), store.FindPrepared("b.pem")));
        Assert.True(store.TryCommit("a.pem", out error), error);
        Assert.True(store.TryPrepare("b.pem", CertificatePart.Certificate, next, out error), error);
    }

    [Fact]
    public void List_GrowsAndShrinks()
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind :1 ssl crt-list list", ("list", "a.pem\n"), ("a.pem", A));
        CertificateStoreShared store = plan.Tls!.Certificates;
        Assert.Null(At(plan, 0, "b.example.com"));
        Assert.True(store.TryAdd(new CertificateParts { Path = "b.pem", Pem = Encoding.ASCII.GetBytes(B) }, out string? error), error);

        Assert.True(store.TryAddToList("list", "b.pem", [], out error), error);
        Assert.Equal("b.pem", At(plan, 0, "b.example.com")!.Path);
        Assert.True(store.TryRemoveFromList("list", "b.pem", out error), error);

        Assert.Null(At(plan, 0, "b.example.com"));
        Assert.False(store.TryAddToList("other", "b.pem", [], out error));
        Assert.Equal("crt-list 'other' does not exist!", error);
        Assert.False(store.TryRemoveFromList("list", "a.pem", out error));
        Assert.Equal("certificate 'a.pem' cannot be deleted, it is used as default certificate", error);
    }

    [Theory]
    [InlineData("a.pem !*", "a.example.com", null)]
    [InlineData("a.pem one.org *.two.org", "one.org", "a.pem")]
    [InlineData("a.pem one.org *.two.org", "x.two.org", "a.pem")]
    [InlineData("a.pem one.org *.two.org", "a.example.com", null)]
    [InlineData("a.pem !x.two.org", "a.example.com", "a.pem")]
    [InlineData("# nothing\n\na.pem [ verify none curves P-256 ] one.org", "one.org", "a.pem")]
    public void Filters_LeadToCertificates(string list, string name, string? path)
    {
        ProxyPlan plan = Compiled.Valid("frontend f\n bind :1 ssl crt-list list", ("list", list), ("a.pem", A));
        Assert.Equal(path, At(plan, 0, name)?.Path);
    }

    [Theory]
    [InlineData("a.pem ] x", "the options of a certificate stand in one pair of brackets")]
    [InlineData("a.pem x [verify none]", "the options of a certificate stand in one pair of brackets")]
    [InlineData("a.pem [crt b.pem]", "unknown option 'crt' of 'crt-list'")]
    [InlineData("a.pem [verify sometimes]", "'verify' takes")]
    [InlineData("missing.pem", "the certificate 'missing.pem' cannot be read: no such file")]
    public void FaultsInAList_AreToldWithTheirLine(string line, string told)
    {
        Compiled compiled = Compiled.Read("frontend f\n bind :1 ssl crt-list list", ("list", "# first\n" + line), ("a.pem", A));
        Assert.Null(compiled.Plan);
        Assert.Contains(told, compiled.Report, StringComparison.Ordinal);
        Assert.Contains("list:2:", compiled.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyBesideTheCertificate_AndBasePath()
    {
        int key = A.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        ProxyPlan plan = Compiled.Valid("global\n crt-base /certs/\nfrontend f\n bind :1 ssl crt a.pem", ("/certs/a.pem", A[..key]), ("/certs/a.pem.key", A[key..]));
        Assert.Equal("/certs/a.pem", At(plan, 0, "a.example.com")!.Path);
        Assert.Contains("no private key", Compiled.Read("global\n ssl-load-extra-files none\nfrontend f\n bind :1 ssl crt a.pem", ("a.pem", A[..key]), ("a.pem.key", A[key..])).Report, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyBeside_WithoutTheExtension()
    {
        int key = A.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        ProxyPlan plan = Compiled.Valid("global\n ssl-load-extra-del-ext\nfrontend f\n bind :1 ssl crt a.crt", ("a.crt", A[..key]), ("a.key", A[key..]));
        Assert.Equal("a.crt", At(plan, 0, "a.example.com")!.Path);
    }

    [Fact]
    public void Options_OfTheNarrowestScope_Win()
    {
        ProxyPlan plan = Compiled.Valid(
            "global\n ssl-default-bind-options ssl-min-ver TLSv1.3 no-tls-tickets\n ssl-default-bind-ciphers AES128-GCM-SHA256\n tune.ssl.lifetime 10m\n tune.ssl.cachesize 7\n"
            + "frontend f\n bind :1 ssl crt a.pem crt-list list ssl-max-ver TLSv1.3",
            ("a.pem", A),
            ("b.pem", B),
            ("list", "b.pem [ssl-min-ver TLSv1.2 ciphers AES256-GCM-SHA384]"));
        TlsOptions[] options = [.. plan.Frontends[0].Listeners[0].Tls!.Entries.Select(entry => entry.Options)];
        Assert.Equal((TlsVersion.Tls13, TlsVersion.Tls13, "AES128-GCM-SHA256", false), (options[0].Min, options[0].Max, options[0].Ciphers, options[0].Tickets));
        Assert.Equal((TlsVersion.Tls12, TlsVersion.Tls13, "AES256-GCM-SHA384", false), (options[1].Min, options[1].Max, options[1].Ciphers, options[1].Tickets));
        Assert.Equal((600, 7), (options[0].SessionLifetimeSeconds, options[0].CachedSessions));
    }

    [Fact]
    public void WithoutTls_NothingOfItIsMade() => Assert.Null(Compiled.Valid("frontend f\n bind :1").Tls);

    [Fact]
    public void Gate_CountsConnections_AndHandshakesPerSecond()
    {
        TlsGateShared gate = new(connectionsMax: 3, rateMax: 2);
        Assert.True(gate.TryEnter(1000, out _));
        Assert.True(gate.TryEnter(1001, out _));
        Assert.False(gate.TryEnter(1400, out int waitMs));
        Assert.Equal(600, waitMs);
        Assert.Equal(2, gate.Connections.Count);
        Assert.True(gate.TryEnter(2000, out _));
        Assert.False(gate.TryEnter(2001, out waitMs));
        Assert.Equal(0, waitMs);
    }

    private static TlsCertificate? At(ProxyPlan plan, int listener, string name) =>
        plan.Frontends[0].Listeners[listener].Tls!.Identities.FindByName(Encoding.ASCII.GetBytes(name))?.Certificate;
}
