using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>Parses <c>if COND</c> and <c>unless COND</c> (CFG 7.2): juxtaposition is "and", <c>or</c> and <c>||</c> are "or", <c>!</c> negates, braces hold ACLs written in place.</summary>
internal static class RuleConditionParser
{
    /// <param name="at">The whole statement.</param>
    /// <param name="keyword">Index of <c>if</c> or <c>unless</c>; the condition reaches to the end of the line.</param>
    /// <param name="scope">The ACL names of the section.</param>
    /// <returns>Null when an error was reported.</returns>
    public static ConditionNode? Parse(Statement at, int keyword, AclScope scope)
    {
        var run = new Run(at, scope) { Position = keyword + 1 };
        if (run.Read() is not { } condition)
        {
            return null;
        }

        return at.Words[keyword].Text == "unless" ? new NotCondition(condition) : condition;
    }

    private sealed class Run(Statement at, AclScope scope)
    {
        public int Position { get; set; }

        private bool AtEnd => Position >= at.Words.Count;

        private string Current => at.Words[Position].Text;

        public ConditionNode? Read()
        {
            var alternatives = new List<ConditionNode>();
            do
            {
                if (ReadConjunction() is not { } terms)
                {
                    return null;
                }

                alternatives.Add(terms);
            }
            while (TryTakeOr());
            return alternatives.Count == 1 ? alternatives[0] : new OrCondition(alternatives);
        }

        private ConditionNode? ReadConjunction()
        {
            if (AtEnd || IsOr(Current))
            {
                int word = AtEnd ? Position - 1 : Position;
                bool isFirst = at.Words[Position - 1].Text is "if" or "unless";
                scope.Context.Diagnostics.Error(at, word, AtEnd ? $"a condition is expected after '{at.Words[word].Text}'" : $"a condition is expected before '{Current}'", isFirst ? "write ACL names or { ... } behind it, or remove it to apply always" : "write ACL names or { ... } on both sides");
                return null;
            }

            var terms = new List<ConditionNode>();
            while (!AtEnd && !IsOr(Current))
            {
                if (ReadTerm() is not { } term)
                {
                    return null;
                }

                terms.Add(term);
            }

            return terms.Count == 1 ? terms[0] : new AndCondition(terms);
        }

        private ConditionNode? ReadTerm()
        {
            bool negated = false;
            int start = Position;
            string rest = Current;
            while (rest.StartsWith('!'))
            {
                negated = !negated;
                rest = rest[1..];
                if (rest.Length == 0)
                {
                    Position++;
                    if (AtEnd)
                    {
                        scope.Context.Diagnostics.Error(at, Position - 1, "an ACL is expected after '!'", null);
                        return null;
                    }

                    rest = Current;
                }
            }

            ConditionNode? term = rest == "{" ? ReadInline() : ReadName(rest, start);
            return term is not null && negated ? new NotCondition(term) : term;
        }

        private NamedCondition ReadName(string name, int start)
        {
            int offset = Current.Length - name.Length;
            SourceSpan whole = at.SpanOf(Position);
            SourceSpan where = start == Position && whole.Length == Current.Length ? whole with { Column = whole.Column + offset, Length = name.Length } : whole;
            Position++;
            return new NamedCondition(name, where, scope.Resolve(name, at, where));
        }

        private InlineCondition? ReadInline()
        {
            int open = Position;
            int close = open + 1;
            while (close < at.Words.Count && at.Words[close].Text != "}")
            {
                close++;
            }

            if (close == at.Words.Count)
            {
                bool glued = at.Words[^1].Text.EndsWith('}');
                scope.Context.Diagnostics.Error(at, open, "missing '}' after the ACL written in place", glued ? "put a space before the closing brace" : "close it with a brace that stands alone: { path /x }");
                return null;
            }

            Position = close + 1;
            SourceSpan first = at.SpanOf(open);
            SourceSpan last = at.SpanOf(close);
            AclTest? test = AclParser.Parse(at, open + 1, close, scope.Context);
            return test is null ? null : new InlineCondition(test, first with { Length = last.Column + last.Length - first.Column });
        }

        private bool TryTakeOr()
        {
            if (AtEnd)
            {
                return false;
            }

            Position++;
            return true;
        }

        private static bool IsOr(string word) => word is "or" or "||" or "OR" or "Or";
    }
}
