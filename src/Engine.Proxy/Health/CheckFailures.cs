using System.Globalization;
using System.Runtime.InteropServices;
using Engine.IO.Native;

namespace Engine.Proxy.Health;

/// <summary>How checks that fail on the way are reported: where, and what the kernel said.</summary>
internal static class CheckFailures
{
    internal static CheckOutcome OfConnect(CheckScript script, ConnectStep step, int error, bool timedOut)
    {
        string where = PlaceOf(script, step);
        if (timedOut)
        {
            return new CheckOutcome(CheckStatus.Layer4Timeout, where);
        }

        bool isLocal = error is Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM or Errno.ENOBUFS or Errno.EADDRNOTAVAIL or Errno.EACCES or Errno.EAFNOSUPPORT;
        return new CheckOutcome(isLocal ? CheckStatus.SocketError : error == Errno.ETIMEDOUT ? CheckStatus.Layer4Timeout : CheckStatus.Layer4Failed, TextOf(error) + where);
    }

    internal static CheckOutcome OfTimeout(CheckScript script, CheckStep step) =>
        new((step as ExpectStep)?.Options.TimeoutStatus ?? CheckStatus.Layer7Timeout, PlaceOf(script, step));

    internal static CheckOutcome OfBrokenConnection(CheckScript script, CheckStep step, int error) =>
        new(CheckStatus.SocketError, TextOf(error) + PlaceOf(script, step));

    /// <summary>" at step 4 of KEYWORD (expect string 'OK') comment: 'greeting'"; "" for scripts whose steps nobody wrote.</summary>
    private static string PlaceOf(CheckScript script, CheckStep step)
    {
        if (script.StepsOf is null)
        {
            return "";
        }

        if (step.Number == 0)
        {
            return $" at initial connection step of {script.StepsOf}";
        }

        string what = step switch
        {
            ConnectStep { Port: > 0 } connect => string.Create(CultureInfo.InvariantCulture, $" (connect port {connect.Port})"),
            ConnectStep => " (connect)",
            ExpectStep expect => $" ({expect.Description})",
            SendStep => " (send)",
            _ => "",
        };
        string comment = step.NearComment is null ? "" : $" comment: '{step.NearComment}'";
        return string.Create(CultureInfo.InvariantCulture, $" at step {step.Number} of {script.StepsOf}{what}{comment}");
    }

    /// <summary>"ECONNREFUSED returned by OS (Connection refused)".</summary>
    private static string TextOf(int error)
    {
        string text = Marshal.GetPInvokeErrorMessage(error);
        string? name = error switch
        {
            Errno.ECONNREFUSED => "ECONNREFUSED",
            Errno.ECONNRESET => "ECONNRESET",
            Errno.ECONNABORTED => "ECONNABORTED",
            Errno.EHOSTUNREACH => "EHOSTUNREACH",
            Errno.ENETUNREACH => "ENETUNREACH",
            Errno.ENETDOWN => "ENETDOWN",
            Errno.ENOENT => "ENOENT",
            Errno.EPIPE => "EPIPE",
            Errno.ETIMEDOUT => "ETIMEDOUT",
            Errno.EADDRNOTAVAIL => "EADDRNOTAVAIL",
            _ => null,
        };
        return name is null ? text : $"{name} returned by OS ({text})";
    }
}
