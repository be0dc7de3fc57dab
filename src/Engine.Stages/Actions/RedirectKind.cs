namespace Engine.Stages.Actions;

/// <summary>What a redirect's target is made of.</summary>
internal enum RedirectKind : byte
{
    None,

    /// <summary>As the rule says.</summary>
    Location,

    /// <summary>The same path elsewhere.</summary>
    Prefix,

    /// <summary>The same place by another scheme.</summary>
    Scheme,
}
