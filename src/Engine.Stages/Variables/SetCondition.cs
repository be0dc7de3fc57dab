using System;

namespace Engine.Stages.Variables;

/// <summary>When a variable is set at all: words behind its name, all of which must hold (CFG 4.4 set-var).</summary>
[Flags]
internal enum SetCondition : byte
{
    Always = 0,
    IfExists = 1,
    IfNotExists = 2,
    IfEmpty = 4,
    IfNotEmpty = 8,
    IfSet = 16,
    IfNotSet = 32,
    IfGreater = 64,
    IfLess = 128,
}
