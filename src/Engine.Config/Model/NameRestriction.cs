namespace Engine.Config.Model;

/// <summary><c>option http-restrict-req-hdr-names</c>: what becomes of request fields whose names hold more than letters, digits and hyphens.</summary>
public enum NameRestriction : byte
{
    /// <summary>They pass.</summary>
    Preserve,

    /// <summary>They are removed.</summary>
    Delete,

    /// <summary>The request is refused with 403.</summary>
    Reject,
}
