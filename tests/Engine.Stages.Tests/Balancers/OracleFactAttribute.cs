using System.IO;
using Xunit;

namespace Engine.Stages.Tests.Balancers;

/// <summary>A test that asks HAProxy; skipped where there is none.</summary>
internal sealed class OracleFactAttribute : FactAttribute
{
    public const string Path = "/usr/sbin/haproxy";

    public OracleFactAttribute()
    {
        if (!File.Exists(Path))
        {
            Skip = Path + " is not installed";
        }
    }
}
