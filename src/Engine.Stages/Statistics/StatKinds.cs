using System;

namespace Engine.Stages.Statistics;

/// <summary>What a row of statistics is about; the bits are those of <c>show stat</c>'s type filter (MGT 9.3).</summary>
[Flags]
internal enum StatKinds : byte
{
    None = 0,
    Frontend = 1,
    Backend = 2,
    Server = 4,
    Listener = 8,
    All = Frontend | Backend | Server | Listener,
}
