using Engine.Stages.Regexes;
using Xunit;

namespace Engine.Stages.Tests.Regexes;

/// <summary>A test that needs the PCRE2 library, which nearly every Linux system has.</summary>
internal sealed class PcreFactAttribute : FactAttribute
{
    public PcreFactAttribute() => Skip = PcreLibrary.Instance is null ? "no libpcre2-8 on this system" : null!;
}
