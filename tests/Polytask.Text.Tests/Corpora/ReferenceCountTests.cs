using System.Globalization;
using Polytask.Data;
using Polytask.Text.Corpora;

namespace Polytask.Text.Tests.Corpora;

/// <summary>The readers on the corpora as published, against the counts that their publishers state.</summary>
public sealed class ReferenceCountTests
{
    [Fact]
    public void Movie_reviews()
    {
        var table = Load(new MovieReviews(), "movie_reviews", 2_000);
        AssertClasses(table, "sentiment", ("negative", 1_000), ("positive", 1_000));
        AssertClasses(table, "fold", [.. Enumerable.Range(0, 10).Select(fold => ($"{fold}", 200))]);
    }

    [Fact]
    public void Subjectivity() =>
        AssertClasses(Load(new Subjectivity(), "subjectivity", 10_000), "subjectivity", ("objective", 5_000), ("subjective", 5_000));

    [Fact]
    public void Sentence_polarity() =>
        AssertClasses(Load(new SentencePolarity(), "sentence_polarity", 10_662), "sentiment", ("negative", 5_331), ("positive", 5_331));

    [Fact]
    public void Question_classification()
    {
        var table = Load(new QuestionClassification(), "qc", 5_952);
        AssertClasses(table, "split", ("test", 500), ("train", 5_452));
        Assert.Equal(6, Classes(table, "coarse").Count);
        Assert.Equal(50, Classes(table, "fine").Count);
        Assert.Equal("How did serfdom develop in and then leave Russia ?", table.Rows[0].Values[0]);
        Assert.Equal("DESC:manner", table.Rows[0].Values[2]);
    }

    [Fact]
    public void Product_reviews()
    {
        var table = Load(new ProductReviews(), "product_reviews", 8_194);
        Assert.Equal(14, Classes(table, "product").Count);
        AssertClasses(table, "sentiment", ("", 8_194 - 2_415 - 1_371), ("negative", 1_371), ("positive", 2_415));
        // In 20 sentences the strengths cancel out; 53 have an annotation without a strength, such as "[s]" or "player[+]".
        AssertClasses(table, "opinion", ("", 53), ("no", 4_335), ("yes", 2_415 + 1_371 + 20));
        Assert.All(table.Rows.Select(row => row.Values[4]).OfType<string>(),
            strength => Assert.InRange(double.Parse(strength, CultureInfo.InvariantCulture), -3, 3));
    }

    [Fact]
    public void Brown()
    {
        var table = Load(new Brown(), "brown", 5_758);
        Assert.Equal(500, Classes(table, "file").Count);
        AssertClasses(table, "genre", ("adventure", 466), ("belles_lettres", 725), ("editorial", 303), ("fiction", 428), ("government", 304),
            ("hobbies", 418), ("humor", 104), ("learned", 780), ("lore", 492), ("mystery", 390), ("news", 463), ("religion", 171),
            ("reviews", 175), ("romance", 445), ("science_fiction", 94));
        AssertClasses(table, "register", ("imaginative", 466 + 428 + 104 + 390 + 445 + 94), ("informative", 5_758 - 1_927));
        Assert.StartsWith("The Fulton County Grand Jury said Friday an investigation", table.Rows[0].Values[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Fdu_mtl()
    {
        var table = Load(new FduMtl(), "fdu_mtl", 25_380 + 6_400);
        AssertClasses(table, "split", ("test", 6_400), ("train", 25_380));
        AssertClasses(table, "sentiment", ("negative", 12_632 + 3_169), ("positive", 12_748 + 3_231));
        Assert.Equal(16, Classes(table, "domain").Count);
    }

    [Fact]
    public void Snips()
    {
        var table = Load(new Snips(), "snips", 13_084 + 700 + 700);
        AssertClasses(table, "split", ("test", 700), ("train", 13_084), ("validation", 700));
        Assert.Equal(7, Classes(table, "intent").Count);
    }

    [Fact]
    public void Online_shopping()
    {
        var table = Load(new OnlineShopping(), "online_shopping_10_cats", 62_774);
        AssertClasses(table, "sentiment", ("negative", 31_046), ("positive", 31_728));
        AssertClasses(table, "category", ("书籍", 3_851), ("平板", 10_000), ("手机", 2_323), ("水果", 10_000), ("洗发水", 10_000),
            ("热水器", 575), ("蒙牛", 2_033), ("衣服", 10_000), ("计算机", 3_992), ("酒店", 10_000));
        Assert.Single(table.Rows, row => string.IsNullOrEmpty(row.Values[0]));
    }

    private static Table Load(CorpusOptions reader, string name, int rows)
    {
        var table = Table.Load(name, (reader with { Path = SharedData.Find(name) }).Open(), TestContext.Current.CancellationToken);
        Assert.Equal(rows, table.Rows.Count);
        return table;
    }

    private static SortedDictionary<string, int> Classes(Table table, string column)
    {
        var at = table.IndexOf(column);
        return new(table.Rows.CountBy(row => row.Values[at] ?? "").ToDictionary(), StringComparer.Ordinal);
    }

    private static void AssertClasses(Table table, string column, params (string Class, int Count)[] expected) =>
        Assert.Equal(expected, Classes(table, column).Select(pair => (pair.Key, pair.Value)));
}
