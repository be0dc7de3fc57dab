using System;

namespace Engine.Http;

/// <summary>What is special about a field line.</summary>
[Flags]
public enum FieldFlags : byte
{
    None = 0,

    /// <summary>Not part of the message any more: skip it.</summary>
    Removed = 1,

    /// <summary>Its bytes cannot be copied as they are (bare LF, blanks behind the value, a merged list): the writer renders it anew.</summary>
    Odd = 2,

    /// <summary>Added or replaced by the proxy, so the peer's Connection field has no power over it.</summary>
    Edited = 4,

    /// <summary>The value had line folds; <see cref="MessageHead.Attach"/> turns them to spaces.</summary>
    Folded = 8,
}
