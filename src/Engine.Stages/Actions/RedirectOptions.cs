using System;

namespace Engine.Stages.Actions;

/// <summary>How a redirect treats the path and query it takes over (CFG 4.2 redirect).</summary>
[Flags]
internal enum RedirectOptions : byte
{
    None = 0,
    DropQuery = 1,
    AppendSlash = 2,
    IgnoreEmpty = 4,
    KeepQuery = 8,
}
