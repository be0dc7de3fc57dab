using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary><c>crt-store</c> sections (CFG 3.11).</summary>
public sealed class CrtStoreTests
{
    [Fact]
    public void EverythingThatCanBeWritten_ReachesTheModel()
    {
        IReadOnlyList<CrtStoreConfig> stores = Configured.Valid("crt-store web\n crt-base /c\n key-base /k\n load crt a.pem key a.key alias a ocsp a.ocsp issuer i.pem sctl a.sctl ocsp-update off jwt off\ncrt-store\n load crt b.pem\ncrt-store web\n load crt c.pem\n").Configuration.Global.Tls.Stores;
        StoredCertificateConfig all = stores[0].Certificates[0];
        Assert.Equal(("@web/a", "/c", "/k", "a.pem", "a.key"), (all.Name, all.CrtBase, all.KeyBase, all.Certificate!.Path, all.Key!.Path));
        Assert.Equal(("a.ocsp", "i.pem", "a.sctl"), (all.OcspResponse!.Path, all.Issuer!.Path, all.Timestamps!.Path));

        // The second section of a name has directories of its own.
        Assert.Equal(("@web/c.pem", null), (stores[0].Certificates[1].Name, stores[0].Certificates[1].CrtBase));
        Assert.Equal(("", "@/b.pem"), (stores[1].Name, stores[1].Certificates[0].Name));
    }

    [Theory]
    [InlineData("load key a.key", "error 2: 'load' needs a certificate (write it as: load crt PATH [key PATH] [alias NAME])")]
    [InlineData("load crt", "error 2: 'crt' needs the argument PATH (write it as: crt PATH)")]
    [InlineData("load crt a crt-file b", "error 2: unknown option 'crt-file' of 'load'")]
    [InlineData("load crt a alias @x", "error 2: an alias is what follows '@STORE/', and begins with neither of '@' and '/' (write it as: alias site1)")]
    [InlineData("load crt a alias x\n load crt b alias x", "error 3: '@web/x' is loaded twice (line 2 has the same name: give one of them another alias)")]
    [InlineData("load crt a\n crt-base /x\n load crt a", "error 4: '@web/a' is loaded twice (line 2 has the same name: give one of them another alias)")]
    [InlineData("load crt a ocsp-update on", "error 2: 'ocsp-update on' is known, but not supported yet")]
    [InlineData("load crt a acme le domains a.example.com", "error 2: 'acme' and 'domains' are known, but not supported yet")]
    [InlineData("ca-base /x", "error 2: unknown keyword 'ca-base' in crt-store section (did you mean 'crt-base'?)")]
    public void Faults_AreFoundBeforeStart(string lines, string finding)
    {
        IReadOnlyList<string> messages = Configured.Read("crt-store web\n " + lines + "\n").Messages();
        Assert.Contains(messages, message => message.StartsWith(finding, StringComparison.Ordinal));
    }
}
