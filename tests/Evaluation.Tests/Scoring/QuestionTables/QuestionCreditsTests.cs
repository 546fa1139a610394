using CsCheck;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Tests.Scoring.QuestionTables;

public sealed class QuestionCreditsTests
{
    [Fact]
    public void Unpack_WhatWasPacked_HasEachCreditAtItsItem() =>
        Gen.Int[0, QuestionCredits.Whole].Array[1, 50].Select(Gen.Int[0, 5].Array[50]).Sample((credits, gaps) =>
        {
            var item = 0;
            var placed = credits.Select((credit, index) => (Item: item += 1 + gaps[index], Credit: credit)).ToArray();
            var unpacked = QuestionCredits.Unpack(QuestionCredits.Pack(placed), item + 3);
            Assert.Equal(item + 3, unpacked.Length);
            Assert.All(placed, entry => Assert.Equal(entry.Credit, unpacked[entry.Item]));
            Assert.Equal(credits.Sum(credit => (long)credit), unpacked.Sum(credit => (long)credit));
        });

    [Fact]
    public void Pack_NoCredit_IsNull()
    {
        Assert.Null(QuestionCredits.Pack([]));
        Assert.Empty(QuestionCredits.Unpack(null, 7));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 1_000_000)]
    [InlineData(1 / 3.0, 333_333)]
    public void Of_Credit_IsInMillionths(double credit, int expected) => Assert.Equal(expected, QuestionCredits.Of(credit));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Of_NoShareOfAQuestion_Throws(double credit) => Assert.Throws<ArgumentOutOfRangeException>(() => QuestionCredits.Of(credit));

    [Fact]
    public void Unpack_DamagedBytes_SaysSo()
    {
        var sound = QuestionCredits.Pack([(1, 5), (3, 7)])!;
        Assert.Contains("damaged", Assert.Throws<UserException>(() => QuestionCredits.Unpack(sound with { Items = sound.Items[..5] }, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("item 3 of 3", Assert.Throws<UserException>(() => QuestionCredits.Unpack(sound, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<UserException>(() => QuestionCredits.Unpack(sound with { Millionths = [255, 255, 255, 127, 0, 0, 0, 0] }, 4)).Message, StringComparison.Ordinal);
    }
}
