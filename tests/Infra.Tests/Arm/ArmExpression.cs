using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MuBench.Tests.Arm;

/// <summary>An expression of a compiled template, such as <c>[if(parameters('a'), 'b', variables('c').d)]</c>.</summary>
internal abstract record ArmExpression
{
    /// <summary>A string or a whole number.</summary>
    public sealed record Literal(JsonNode Value) : ArmExpression;

    /// <summary>A call of one of the language's functions.</summary>
    public sealed record Call(string Name, IReadOnlyList<ArmExpression> Arguments) : ArmExpression;

    /// <summary>A property or an element of a value.</summary>
    public sealed record Member(ArmExpression Of, ArmExpression Key) : ArmExpression;

    /// <summary>Whether a value of a template is an expression: it begins with a single <c>[</c>.</summary>
    public static bool Is(string text) => text is ['[', not '[', .., ']'];

    /// <summary>Parses an expression, including its brackets.</summary>
    public static ArmExpression Parse(string text)
    {
        var parser = new Parser(text, 1);
        var parsed = parser.Expression();
        return parser.AtEnd ? parsed : throw new FormatException($"'{text}' goes on after its end.");
    }

    private sealed class Parser(string text, int start)
    {
        private int _at = start;

        public bool AtEnd => Peek() == ']' && _at == text.Length - 1;

        public ArmExpression Expression()
        {
            var value = Primary();
            while (true)
            {
                switch (Peek())
                {
                    case '.':
                        _at++;
                        value = new Member(value, new Literal(Name()));
                        break;
                    case '[':
                        _at++;
                        value = new Member(value, Expression());
                        Expect(']');
                        break;
                    default:
                        return value;
                }
            }
        }

        private ArmExpression Primary()
        {
            if (Peek() == '\'')
                return new Literal(Text());
            if (char.IsAsciiDigit(Peek()) || Peek() == '-')
            {
                var from = _at++;
                while (char.IsAsciiDigit(text[_at]))
                    _at++;
                return new Literal(int.Parse(text[from.._at], CultureInfo.InvariantCulture));
            }

            var name = Name();
            Expect('(');
            var arguments = new List<ArmExpression>();
            while (Peek() != ')')
            {
                arguments.Add(Expression());
                if (Peek() == ',')
                    _at++;
            }

            Expect(')');
            return new Call(name, arguments);
        }

        private string Name()
        {
            Peek();
            var from = _at;
            while (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')
                _at++;
            return from < _at ? text[from.._at] : throw new FormatException($"'{text}' has no name at {from}.");
        }

        private string Text()
        {
            var value = new StringBuilder();
            for (_at++; ; _at++)
            {
                if (text[_at] != '\'')
                    value.Append(text[_at]);
                else if (text[_at + 1] == '\'')
                    value.Append(text[_at++]);
                else
                    break;
            }

            _at++;
            return value.ToString();
        }

        private char Peek()
        {
            while (char.IsWhiteSpace(text[_at]))
                _at++;
            return text[_at];
        }

        private void Expect(char expected) => _ = Peek() == expected ? _at++ : throw new FormatException($"'{text}' has no '{expected}' at {_at}.");
    }
}
