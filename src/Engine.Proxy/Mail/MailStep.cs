namespace Engine.Proxy.Mail;

/// <summary>One step of a dialogue by SMTP (RFC 5321 section 3.3): what the server has to say first, and what it is told then.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Line">With its line ends.</param>
/// <param name="Name">For messages: what the code answers to.</param>
internal sealed record MailStep(int Code, byte[] Line, string Name);
