using Engine.IO.Addressing;

namespace Engine.Proxy.Mail;

/// <summary>One mail server. Immutable.</summary>
/// <param name="Title">For messages: "alerts/smtp1".</param>
/// <param name="TimeoutMs">For one mail, from the connection on; 0 = any time.</param>
internal sealed record MailerPlan(string Title, SocketEndpoint Endpoint, int TimeoutMs);
