using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>An <c>http-errors</c> section under construction: files to share between proxies and rules (CFG 3.8 http-errors).</summary>
internal sealed class HttpErrorsBuilder(Statement where, string name)
{
    private static readonly SectionSet Home = SectionSet.HttpErrors;

    public static readonly KeywordTable<HttpErrorsBuilder> Table = new(
    [
        Row<HttpErrorsBuilder>.Built("errorfile", Home, ErrorPages.FileGrammar, "A raw response in a file, for that status.", static (section, call) => ErrorPages.BuildFile(section.Replies, call)),
    ]);

    public Statement Where { get; } = where;

    public string Name { get; } = name;

    public Dictionary<int, ErrorReplyConfig> Replies { get; } = [];

    public HttpErrorsConfig Build() => new(Where, Name, Replies);
}
