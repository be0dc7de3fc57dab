namespace Engine.Proxy.Tls;

/// <summary>
/// What the runtime API says about changes in two steps (MGT 9.3 set ssl cert, set ssl ca-file, set ssl crl-file), in the words of HAProxy 2.6.
/// There is one at a time of each kind: whoever begins another would commit what somebody else has prepared.
/// </summary>
internal static class TransactionText
{
    internal const string NoneToCommit = "No ongoing transaction! !";
    internal const string NoneToAbort = "No ongoing transaction!";

    /// <param name="ongoing">The file that a change is prepared for.</param>
    /// <param name="path">The one that was asked for.</param>
    internal static string SetsAnother(string ongoing, string path) => $"The ongoing transaction is about '{ongoing}' but you are trying to set '{path}'";

    /// <inheritdoc cref="SetsAnother"/>
    internal static string AbortsAnother(string ongoing, string path) => $"The ongoing transaction is about '{ongoing}' but you are trying to abort a transaction for '{path}'";
}
