using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>CFG 2.4: conditions about the TLS library compare with the one that this machine has, as <c>openssl version</c> names it.</summary>
public sealed class LibraryVersionTests
{
    private const string OpenSsl = "/usr/bin/openssl";

    [ProgramFact(OpenSsl, "openssl")]
    public async Task Conditions_KnowTheLibraryOfThisMachine()
    {
        // OpenSSL 3.0.22 25 Aug 2026 (Library: OpenSSL 3.0.22 25 Aug 2026)
        string library = (await Tool.RunAsync(OpenSsl, "version")).Split("Library: ")[^1].TrimEnd(')', '\n');
        string version = library.Split(' ')[1];
        Assert.Equal(0, StatusOf($"openssl_version_atleast({version})"));
        Assert.Equal(1, StatusOf($"openssl_version_before({version})"));
        Assert.Equal(0, StatusOf("openssl_version_before(99.0.0)"));
        Assert.Equal(0, StatusOf("openssl_version_atleast(1.1.0) && !openssl_version_before(1.1.0)"));
        Assert.Equal(0, StatusOf($"ssllib_name_startswith(\"{library}\")"));
        Assert.Equal(1, StatusOf("ssllib_name_startswith(AWS-LC)"));
        Assert.Equal(2, StatusOf("openssl_version_atleast(new)"));
    }

    private static int StatusOf(string condition)
    {
        using WeirProcess weir = WeirProcess.Start("-cc", condition);
        return weir.WaitForExit();
    }
}
