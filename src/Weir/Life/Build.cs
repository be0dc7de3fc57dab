using System;

namespace Weir.Life;

/// <summary>What this program was made into.</summary>
internal static class Build
{
    /// <summary>
    /// True exactly for the native binary. A development build (<c>dotnet run</c>, tests) has a host that lists the libraries it may load;
    /// RuntimeFeature cannot tell, since a project that can be native says so in all its builds.
    /// </summary>
    public static bool IsNative { get; } = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;
}
