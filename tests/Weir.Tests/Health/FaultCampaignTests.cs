using System;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Tls;
using Xunit;

namespace Weir.Tests.Health;

/// <summary>A short piece of <c>loadtests/faults</c>: real servers die and reset under load (its usage says what is promised then).</summary>
public sealed class FaultCampaignTests
{
    [ProgramFact("/usr/bin/python3", "python3")]
    public async Task ServersThatDieAndReset_CostNoPostTwice_NoClientItsAnswer_NoDescriptor()
    {
        string script = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../loadtests/faults"));

        // How soon is a matter for a machine that does nothing else.
        string said = await Tool.RunAsync("/usr/bin/python3", $"{script} --weir {WeirBinary.UnderTest.Path} --only kill,reset --clients 8 --slack 5");
        Assert.True(said.Contains("all promises kept", StringComparison.Ordinal), said);
    }
}
