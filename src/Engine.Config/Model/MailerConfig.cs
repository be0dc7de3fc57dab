using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>mailer NAME ADDRESS:PORT</c> line.</summary>
public sealed record MailerConfig(Statement Where, string Name, AddressConfig Address);
