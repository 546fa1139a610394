using System.Text;
using CsCheck;
using MuBench.Datasets.Import.Tsv;

namespace MuBench.Tests.Datasets;

/// <summary>Compares the table reader with pandas 1.5.3 (<c>to_csv(sep="\t")</c>, <c>read_csv(sep="\t")</c>).</summary>
public sealed class TsvFileTests : IDisposable
{
    private static readonly string[] Columns = ["index", "image", "question", "A", "answer"];

    private static readonly string[] Odd = ["", "None", "\"\"", "=1+1", "5\" nail", "\r\n"];

    private static readonly Gen<string> Cell = Gen.Frequency(
        (3, Gen.String[Gen.Char["a\"\t\n\r μ',=\\"], 0, 12]),
        (1, Gen.OneOf(Odd.Select(cell => Gen.Const(cell)).ToArray())));

    private readonly string _path = Path.GetTempFileName();

    // Written by pandas 1.5.3 with QUOTE_ALL and with QUOTE_MINIMAL, its default, and read back by pandas as below.
    [Theory]
    [InlineData("\"index\"\t\"question\"\t\"A\"\t\"answer\"\n\"0\"\t\"a \"\"quoted\"\" word\"\t\"line\nfeed\"\t\"x\"\n\"1\"\t\"tab\there\"\t\"cr\r\nlf\"\t\"\"\"\"\"\"\n\"2\"\t\"\"\t\"=1+1\"\t\"None\"\n\"3\"\t\" lead\"\t\"μ–Bench\"\t\"N/A\"\n")]
    [InlineData("index\tquestion\tA\tanswer\n0\t\"a \"\"quoted\"\" word\"\t\"line\nfeed\"\tx\n1\t\"tab\there\"\t\"cr\r\nlf\"\t\"\"\"\"\"\"\n2\t\t=1+1\tNone\n3\t lead\tμ–Bench\tN/A\n")]
    public async Task ReadAsync_WrittenByPandas_GivesWhatPandasReads(string table)
    {
        var rows = await ReadAsync(table.Replace("index", "image", StringComparison.Ordinal), "image", "question", "A", "answer");

        Assert.Equal(
            [["0", "a \"quoted\" word", "line\nfeed", "x"], ["1", "tab\there", "cr\r\nlf", "\"\""], ["2", null, "=1+1", "None"], ["3", " lead", "μ–Bench", "N/A"]],
            rows.Select(row => row.Cells));
        Assert.Equal([2, 4, 6, 7], rows.Select(row => row.Line));
    }

    // The results of pandas for misplaced quotes.
    [Theory]
    [InlineData("5\" nail", "5\" nail")]
    [InlineData("a \"q\" b", "a \"q\" b")]
    [InlineData("\"abc\"def", "abcdef")]
    public async Task ReadAsync_QuoteOutOfPlace_IsReadAsPandasReadsIt(string cell, string expected)
    {
        var rows = await ReadAsync($"image\tquestion\tA\tanswer\nx\t{cell}\ty\tA\n1\t2\t3\t4\n", "question");

        Assert.Equal([[expected], ["2"]], rows.Select(row => row.Cells));
    }

    [Fact]
    public Task ReadAsync_AnyCells_ComeBackAsWritten() => Gen.Select(Cell.Array[Columns.Length].Array[0, 6], Gen.Bool).SampleAsync(
        async (rows, always) =>
        {
            var text = new StringBuilder(string.Join('\t', Columns)).Append('\n');
            var lines = new List<int>();
            var line = 2;
            foreach (var row in rows)
            {
                var written = string.Join('\t', row.Select(cell => Write(cell, always)));
                text.Append(written).Append('\n');
                lines.Add(line);
                line += 1 + written.Replace("\r\n", "\n", StringComparison.Ordinal).Count(character => character is '\n' or '\r');
            }

            var read = await ReadAsync(text.ToString(), Columns);

            Assert.Equal(rows.Select(row => row.Select(cell => cell.Length == 0 ? null : cell)), read.Select(row => row.Cells));
            Assert.Equal(lines, read.Select(row => row.Line));
        },
        iter: 300, threads: 1);

    [Theory]
    [InlineData("image\tquestion\tA\n", "line 1: there is no column 'answer'")]
    [InlineData("image\tA\tanswer\n", "line 1: there is no column 'question'")]
    [InlineData("question\tA\tanswer\n", "line 1: there is no column 'image_path' and no 'image'")]
    [InlineData("image\tquestion\tanswer\n", "line 1: there is no column 'options' and no 'A, B, ...'")]
    [InlineData("image\tquestion\tA\tA\tanswer\n", "line 1: the column 'A' occurs twice")]
    [InlineData("image\tquestion\tA\tanswer\nx\t\"a\nb\"\ty\tA\nx\ty\tz\n", "line 4: the row has 3 cells and the heading 4")]
    [InlineData("image\tquestion\tA\tanswer\nx\ty\tz\tA\nx\t\"y\tz\tA\nx\ty\tz\tA\n", "line 3: a quote that begins in this row does not end")]
    public async Task ReadAsync_Malformed_NamesTheLine(string table, string message)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => ReadAsync(table, "question"));

        Assert.Contains($"'{_path}' {message}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NotUtf8_SaysSo()
    {
        await File.WriteAllBytesAsync(_path, [.. "image\tquestion\tA\tanswer\nx\t"u8, 0xE9, .. "\ty\tA\n"u8], TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<UserException>(() => ReadAsync(null, "question"));

        Assert.Contains("is not UTF-8", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", new string[0])]
    [InlineData("""["a", "b\"c", "µ\u00e9"]""", new[] { "a", "b\"c", "µé" })]
    [InlineData("""['it\'s', "it's", 'x\\n']""", new[] { "it's", "it's", "x\\n" })]
    [InlineData("[ 'a' , ]", new[] { "a" })]
    public void TryParse_JsonOrPythonList_GivesItsTexts(string cell, string[] expected) => Assert.Equal(expected, TextList.TryParse(cell));

    [Theory]
    [InlineData("a")]
    [InlineData("[a]")]
    [InlineData("['a' 'b']")]
    [InlineData("['a]")]
    [InlineData("""['\q']""")]
    [InlineData("[1]")]
    [InlineData("[__import__('os')]")]
    public void TryParse_AnythingElse_IsNoList(string cell) => Assert.Null(TextList.TryParse(cell));

    public void Dispose() => File.Delete(_path);

    private static string Write(string cell, bool always) => always || cell.AsSpan().ContainsAny("\"\t\n\r")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;

    private async Task<List<(int Line, string?[] Cells)>> ReadAsync(string? table, params string[] columns)
    {
        if (table is not null)
            await File.WriteAllTextAsync(_path, table, TestContext.Current.CancellationToken);
        var rows = new List<(int, string?[])>();
        using var file = await TsvFile.OpenAsync(_path);
        await foreach (var line in file.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add((line.Number, [.. columns.Select(line.Cell)]));
        return rows;
    }
}
