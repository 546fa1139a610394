using System.Text;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class ManifestSyntaxTests
{
    [Theory]
    [InlineData("{ \"name\" \"a\" }", "line 1, column 10", "found '\"' where JSON does not allow it; is a comma missing before it?")]
    [InlineData("{\n  \"name\": 'a'\n}", "line 2, column 11", "found '''")]
    [InlineData("{\n  \"name\": a\n}", "line 2, column 11", "found 'a'")]
    [InlineData("{ \"a\": 1,\n \"b\": }", "line 2, column 7", "is a value missing before it?")]
    [InlineData("{ \"µ\": \"µ\"; }", "line 1, column 11", "found ';'")]
    [InlineData("{ \"a\": \"x\ny\" }", "line 1, column 10", "the end of a line within text")]
    [InlineData("{ \"a\": [1, 2", "line 1, column 13", "the file ends")]
    [InlineData("{ \"a\": \"x", "line 1, column", "the file ends")]
    [InlineData("{} {}", "line 1, column 4", "found '{'")]
    [InlineData("name: a", "line 1, column 1", "found 'n'")]
    [InlineData("{ \"a\": /* x", "line 1, column 8", "the comment is not closed")]
    [InlineData("{ \"a\": \"\\ud800\" }", "line 1, column 8", "half of a pair")]
    [InlineData("{ \"\\udc00\": 1 }", "line 1, column 3", "half of a pair")]
    [InlineData("{ \"a\": \"\\q\" }", "line 1, column 10", "found 'q'")]
    public void Read_NotJson_SaysLineColumnAndWhatWasFound(string text, string place, string words)
    {
        var fault = Assert.Single(ManifestSample.Read(text).Faults);

        Assert.Equal("$", fault.Path);
        Assert.StartsWith("not JSON: " + place, fault.Message);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public void Read_EmptyFile_SaysSo(string text) => Assert.Contains("the file is empty", Assert.Single(ManifestSample.Read(text).Faults).Message);

    [Theory]
    [InlineData("[]", "found a list")]
    [InlineData("7", "found a number")]
    [InlineData("\"sk-secret\"", "found a text")]
    public void Read_OtherJson_ExpectsAnObject(string text, string words)
    {
        var faults = ManifestSample.Read(text).Faults;
        Assert.Contains(faults, fault => fault.Message.Contains(words, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain("sk-secret", fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ManifestSample.Full)];

        Assert.NotNull(ManifestReader.Read(bytes).Manifest);
    }

    [Fact]
    public void Read_Utf16_AsksForUtf8()
    {
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(ManifestSample.Full)];

        Assert.Contains("save it as UTF-8", Assert.Single(ManifestReader.Read(bytes).Faults).Message);
    }

    [Fact]
    public void Read_Binary_SaysWhereTextEnds()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

        Assert.Equal("not JSON: line 1, column 1: found the byte 0x89, which is not UTF-8 text", Assert.Single(ManifestReader.Read(png).Faults).Message);
        Assert.Contains("U+0000", Assert.Single(ManifestReader.Read(new byte[100]).Faults).Message);
    }

    [Fact]
    public void Read_CommentsAndTrailingCommas_AreAllowed() => Assert.NotNull(ManifestSample.Read("""
        // a comment
        { "name": "a", /* another */ "benchmark": { "dataset": "d", "tasks": ["fine",], }, "models": [ { "id": "m", "kind": "random", }, ], } // the last
        """).Manifest);

    [Fact]
    public void Read_FileAboveTheLimit_IsNotParsed()
    {
        var bytes = new byte[50 << 20];
        bytes.AsSpan().Fill((byte)'[');

        Assert.Equal("a manifest has at most 1,048,576 bytes, this file has more", Assert.Single(ManifestReader.Read(bytes).Faults).Message);
    }

    [Fact]
    public void Read_FileAtTheLimit_IsRead()
    {
        var padded = ManifestSample.Full + new string(' ', ManifestReader.MaxBytes - Encoding.UTF8.GetByteCount(ManifestSample.Full));

        Assert.NotNull(ManifestSample.Read(padded).Manifest);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('[', ' ')]
    public void Read_DeepNesting_IsRefusedWithItsPlace(char open, char close)
    {
        var text = "\n" + new string(open, 200_000) + new string(close, 200_000);

        Assert.Equal("line 2, column 17: nested deeper than 16 levels", Assert.Single(ManifestSample.Read(text).Faults).Message);
    }

    [Fact]
    public void Read_RepeatedField_IsAFaultWhateverTheValues()
    {
        var text = ManifestSample.Full.Replace("\"id\": \"qwen\",", "\"id\": \"qwen\", \"id\": \"qwen\", \"\\u0069d\": \"qwen\",", StringComparison.Ordinal);

        Assert.All(ManifestSample.Read(text).Faults, fault => Assert.Equal("$.models[1].id", fault.Path));
        Assert.Equal(2, ManifestSample.Read(text).Faults.Count);
    }
}
