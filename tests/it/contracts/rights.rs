//! Who sees contract packages: whoever sees the deal, and who is asked, while it waits for them.

use super::*;

async fn sees(house: &House, viewer: &Arc<Viewer>, id: &str) -> bool {
    let query = "query($id: ID!) { contractPackage(id: $id) { files { file { name } } } node(id: $id) { id } contractPackages { totalCount } files { totalCount } }";
    let told = house.ask(viewer, query, json!({ "id": id })).await;
    let one = told["contractPackage"].is_object();
    assert_eq!(told["node"].is_object(), one, "{told}");
    assert_eq!(told["contractPackages"]["totalCount"], json!(i32::from(one)), "{told}");
    assert_eq!(told["files"]["totalCount"], json!(i32::from(one)), "the files of it: {told}");
    one
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_on_a_deal_one_does_not_see_is_not_there() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    let otto = house.person("Otto", Role::Rep).await;
    let (rita, elsewhere) = (house.seeing(&rita, &[&rita]), house.seeing(&otto, &[&otto]));
    let deal = deal(&house, &rita, json!({ "name": "Secret" })).await;
    let one = file(&house, &rita, &deal, "Secret.pdf").await;
    let id = package(&house, &rita, &deal, &[&one]).await;
    assert!(sees(&house, &rita, &id).await);
    assert!(!sees(&house, &elsewhere, &id).await, "of another team");
    assert!(sees(&house, &otto, &id).await, "where everybody sees everything");
    let input = json!({ "id": deal, "restricted": true });
    done(&house, &house.admin, "restrictDeal", input, "deal { id }").await;
    assert!(!sees(&house, &otto, &id).await, "restricted");
    let before = house.events(0).await.len();
    for viewer in [&otto, &elsewhere, &mona] {
        for name in ["update", "submit", "reopen", "sign", "cancel"] {
            let mutation = format!("{name}ContractPackage");
            let refused = house.refused(viewer, &mutation, json!({ "id": id })).await;
            assert_eq!(refused, ["NOT_FOUND id"], "{name}");
        }
    }
    let own = super::deal(&house, &otto, json!({ "name": "Own" })).await;
    let stolen = json!({ "dealId": own, "name": "P", "fileIds": [one] });
    assert_eq!(house.refused(&otto, "createContractPackage", stolen).await, ["NOT_FOUND fileIds"]);
    assert_eq!(kinds(&house, before).await, ["deal.created"]);
    let vera = house.person("Vera", Role::Viewer).await;
    let (open, looks) = (package(&house, &otto, &own, &[]).await, house.seeing(&vera, &[&otto]));
    let told = of(&house, &looks, &open, "name actions").await;
    assert_eq!(told, json!({ "name": "Frame contract", "actions": [] }), "to be looked at");
    let refused = house.refused(&looks, "cancelContractPackage", json!({ "id": open })).await;
    assert_eq!(refused, ["NOT_ALLOWED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_sees_the_package_and_its_files_while_it_waits_for_them() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let (rita, mona, cfo) =
        (house.seeing(&rita, &[&rita]), house.seeing(&mona, &[&mona]), house.seeing(&cfo, &[&cfo]));
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let one = file(&house, &rita, &deal, "One.pdf").await;
    let id = package(&house, &rita, &deal, &[&one]).await;
    assert!(!sees(&house, &mona, &id).await);
    step(&house, &rita, &id, "submit").await;
    assert!(sees(&house, &mona, &id).await && !sees(&house, &cfo, &id).await, "asked, and not asked");
    let to = decision(&house, &id, json!({ "toUserId": id_of(&cfo) })).await;
    done(&house, &mona, "delegateApproval", to, "approval { id }").await;
    assert!(sees(&house, &cfo, &id).await && !sees(&house, &mona, &id).await, "handed on");
    approve(&house, &cfo, &id).await;
    assert!(!sees(&house, &cfo, &id).await, "decided");
    assert_eq!(status(&house, &id).await, "APPROVED");
}
